"""Candidates: who they are, their résumés and notes, where they came from, and who is the same person twice."""
