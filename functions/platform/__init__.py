"""Handlers of the platform itself."""
