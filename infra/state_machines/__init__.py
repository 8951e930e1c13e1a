"""The two state machines, one a file. The states carry the names that DESIGN and the logs use."""
