"""Handlers of the people stage."""
