"""Runs in Python for the browser while its snapshot is made (see snapshot.mjs): imports what lessons use, uses it once.

Its last value is the list of compiled libraries that were loaded, in their order.
"""

import gc
import importlib
import os
import pkgutil
import sys

# In the kernel's own order; what follows IPython are parts that are else read when a first picture is drawn.
NAMES = [
    *("piplite.piplite", "IPython", "pyodide_kernel"),
    *("numpy", "numpy.rec", "pandas", "pandas.io.formats.string", "pandas.plotting._matplotlib"),
    *("matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.pyplot", "matplotlib_inline.backend_inline"),
    *("ipywidgets", "PIL.Image", "PIL.PngImagePlugin"),
]
SITE = "/lib/python3.12/site-packages/"


def the_course() -> None:
    """Import all of it where a lesson's drive will be, draw one explorer, and leave nothing open of that."""
    import ipywidgets
    import pyodide_kernel
    from matplotlib import font_manager

    os.chdir("/drive/notebooks")
    import hosting_shift

    for module in pkgutil.walk_packages(hosting_shift.__path__, "hosting_shift."):
        importlib.import_module(module.name)
    from hosting_shift import explorers, tables
    from hosting_shift.ui import picture

    pyodide_kernel.ipython_shell.send_comm = lambda *given, **named: None
    assert explorers.one_site().widget.children
    ipywidgets.Widget.close_all()
    del pyodide_kernel.ipython_shell.send_comm
    font_manager._get_font.cache_clear()  # a font keeps its file open
    picture._Letters.drawn.clear()
    tables.reload()  # a lesson reads its tables from the drive, and checks them
    os.chdir("/home/pyodide")


importlib.invalidate_caches()
for name in NAMES:
    importlib.import_module(name)
the_course()
sys.path.remove("")  # every start puts it there anew
del os.environ["PYTHONHASHSEED"]  # only for this one
gc.collect()
[
    module.__file__.removeprefix(SITE)
    for module in list(sys.modules.values())
    if str(getattr(module, "__file__", "")).endswith(".so")
]
