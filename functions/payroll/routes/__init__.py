"""The routes of payroll, one file a subject."""
