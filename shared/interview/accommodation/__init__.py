"""Accommodations: what makes the interview fair to somebody, asked for or set, and decided by a person or a rule."""
