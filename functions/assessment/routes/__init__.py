"""The routes of assessment, one file a subject."""
