"""A tenant's life as operators steer it: plan, suspension, export, deletion."""
