"""Recruiting budgets: planned, committed and spent, of a department, a position or a campaign."""
