"""The story of one hire, from a tenant to its feedback, told through the HTTP API alone: ``bole story``."""
