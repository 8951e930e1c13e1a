"""Questions: a tenant's own bank, the templates that come with the system, and drafting from a job description."""
