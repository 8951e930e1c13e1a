"""Decision: a report becomes a proposal, and a named person decides."""
