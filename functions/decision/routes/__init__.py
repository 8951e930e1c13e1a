"""The routes of decision, one file a subject."""
