"""Requirement analysis: what the hiring history says that people who did well have in common, and what it does not."""
