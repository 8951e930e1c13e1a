"""Employees: their file, the terms that hold for them, and how an employment begins, changes and ends."""
