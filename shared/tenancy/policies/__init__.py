"""The Cedar policies of staff, one file a role, and the schema they are checked against."""
