"""A candidate's way through the flow of one position."""
