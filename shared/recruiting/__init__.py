"""Recruiting: positions with their questions, and the candidates who are invited to answer them."""
