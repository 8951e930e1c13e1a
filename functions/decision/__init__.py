"""Handlers of decision."""
