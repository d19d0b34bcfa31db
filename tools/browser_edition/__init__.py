"""The edition that runs in the browser alone."""
