"""Hiring flows as data: nodes, conditions, deadlines, who acts; versioned."""
