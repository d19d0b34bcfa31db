"""What a student does in a lesson: bet, answer, write, check, keep. Start with `open_lesson`."""

from hosting_shift.practice.lesson import Lesson, open_lesson

__all__ = ["Lesson", "open_lesson"]
