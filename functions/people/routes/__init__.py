"""The routes of people, a file a subject."""
