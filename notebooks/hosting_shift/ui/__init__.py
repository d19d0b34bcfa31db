"""The only room that knows ipywidgets' plumbing."""
