"""Other ways to the same numbers, which the tests compare the model with."""
