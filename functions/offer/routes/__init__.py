"""The routes of offers, one file a subject."""
