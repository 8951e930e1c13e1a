"""Offer: from a positive decision to an accepted offer."""
