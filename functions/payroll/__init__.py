"""Handlers of the payroll stage."""
