"""The routes of tenancy, one file a subject."""
