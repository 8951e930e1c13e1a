"""Employees as tables: imported from a sheet, and written into one."""
