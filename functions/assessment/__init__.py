"""Handlers of assessment: one a state of the two state machines, and the routes of the report."""
