"""The audit log: whether it is whole, and what it says."""
