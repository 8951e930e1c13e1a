"""Payroll: from an employee and a month's inputs to an approved payroll run."""
