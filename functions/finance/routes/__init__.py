"""The routes of finance: one file a subject."""
