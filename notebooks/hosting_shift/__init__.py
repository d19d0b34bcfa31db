"""The code behind the lessons of The Hosting Shift."""
