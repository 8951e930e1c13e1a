"""Onboarding: what is to be done before and after the first day, by whom, until when."""
