"""Notices: what finance systems asked to be told besides vouchers, such as a salary that changed."""
