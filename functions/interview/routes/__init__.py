"""The routes of the interview: one file a subject; ``desk`` puts together what they work with."""
