"""Handlers of tenancy."""
