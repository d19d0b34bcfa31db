"""The only room that knows ipywidgets' plumbing; an explorer takes what it needs from this door.

controls.py  what can be asked      picture.py   a figure that moves cheaply
parts.py     HTML, buttons          shown.py     a picture, its sentence, its table, its still twin
work.py      long work              panel.py     all of it: the frame of an explorer
clicks.py    buttons that read      explorer.py  the panel around the functions of a file
             a control
"""

from hosting_shift.ui.controls import Action, Choice, Range, Settings, Slider, Steps, Switch, Task
from hosting_shift.ui.explorer import panel_of
from hosting_shift.ui.panel import Panel
from hosting_shift.ui.parts import caption, frame_html, image, styled
from hosting_shift.ui.shown import Pictured, Shown
