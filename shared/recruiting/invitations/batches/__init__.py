"""Invitations of many at once: progress, a result for each recipient, pause, cancel, and trying again."""
