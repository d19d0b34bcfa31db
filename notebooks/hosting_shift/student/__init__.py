"""A student's own file and what a class's files say. No widgets here."""
