"""Salary structures, who has which from when, and how a salary is split over cost centres."""
