"""The payroll run: from employees' terms and a month's inputs to slips that were approved, paid and posted."""
