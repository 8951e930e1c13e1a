"""Rubrics: what each competency means, and what each level looks like to somebody who watches."""
