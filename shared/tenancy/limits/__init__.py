"""What a tenant's plan allows, and whether the tenant is active: set by operators alone."""
