"""The finance stage's handlers: its API, what hears payroll and costs, and what posts vouchers."""
