"""The lessons read as data, and what to say about a cell that failed."""
