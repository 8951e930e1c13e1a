"""One employee's month: the order of what holds in it, and the pure function that makes the salary slip."""
