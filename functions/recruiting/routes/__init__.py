"""The routes of recruiting, one file a subject."""
