"""Outcomes: reviews, promotions and exits, and what requirement analysis may learn from them."""
