"""What each lesson says in numbers: phrases built from computed values. See test_prose.py."""
