"""Interviews: consent, questions, and uploads that survive a bad connection."""
