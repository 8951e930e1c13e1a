"""Finance: from hires, salaries, payroll and costs to posted vouchers and budgets."""
