"""People: from an accepted offer to an employee, and what becomes of them."""
