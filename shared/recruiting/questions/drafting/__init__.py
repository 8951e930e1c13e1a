"""Drafting questions from a job description: by templates, or by a language model where a deployment has one."""
