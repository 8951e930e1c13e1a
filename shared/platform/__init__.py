"""The AWS adapters behind ports, and the one place where a running process is put together (``bootstrap``)."""
