"""A stack composes, a construct owns."""
