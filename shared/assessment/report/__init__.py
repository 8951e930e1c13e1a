"""The report: a JSON document, and the same as a page that people read."""
