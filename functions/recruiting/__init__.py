"""Handlers of recruiting."""
