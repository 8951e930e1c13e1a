"""Handlers of the offer stage."""
