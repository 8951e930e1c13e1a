"""What payroll keeps of an employee: the terms that came, the tax status, a month's inputs, the bank account."""
