"""Positions: what is looked for, asked and required, in which department; each change is a revision."""
