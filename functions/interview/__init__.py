"""Handlers of the interview."""
