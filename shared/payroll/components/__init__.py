"""Salary components: what a salary slip is made of, the standard set as data, and the order that they need."""
