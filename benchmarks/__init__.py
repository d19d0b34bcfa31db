"""Measurements; see report.py."""
