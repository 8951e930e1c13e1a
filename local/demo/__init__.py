"""A recruiter and a candidate go through one interview, over the same API as everybody."""
