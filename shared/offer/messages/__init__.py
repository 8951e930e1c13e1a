"""Mails about an offer: in the letter's language, each once, and what became of it."""
