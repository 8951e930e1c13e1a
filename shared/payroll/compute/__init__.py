"""A year's payroll of many employees from one document, without any store."""
