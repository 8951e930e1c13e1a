"""Tenants: who they are, and what the law and they themselves allow."""
