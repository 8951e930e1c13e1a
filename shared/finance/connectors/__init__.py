"""Connectors to finance systems: one port, and behind it Kingdee, Yonyou, a signed webhook, and files."""
