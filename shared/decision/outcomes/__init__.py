"""What people decide about a candidate: recorded with reasons, by a named person, on what was there at that moment."""
