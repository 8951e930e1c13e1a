"""Reminders: of candidates before their deadline, and of staff who keep somebody waiting."""
