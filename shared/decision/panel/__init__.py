"""The panel of an interview: who re-interviews, their ratings, blind until each is in, and how they agree."""
