"""A tenant's bank of questions: its own, those taken from templates, and those drafted from job descriptions."""
