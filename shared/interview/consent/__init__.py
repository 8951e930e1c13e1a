"""Consent, purpose by purpose: asked with a text, given or refused, taken back. The record only grows."""
