"""The code behind the lessons of The Hosting Shift."""

from hosting_shift import plain_words

plain_words.install()
