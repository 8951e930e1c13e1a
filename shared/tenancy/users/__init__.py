"""A tenant's staff: who may sign in, with which roles, for which departments."""
