"""Invitations of candidates: links, messages and their templates, batches, reminders, and what bounced."""
