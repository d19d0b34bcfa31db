"""The code behind the lessons of The Hosting Shift."""

from hosting_shift.course import help

help.install()
