"""The commands of ``bole``, one group a file."""
