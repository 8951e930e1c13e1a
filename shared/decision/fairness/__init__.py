"""Fairness: what proposals and decisions do to groups of people, and what stops them where they do harm."""
