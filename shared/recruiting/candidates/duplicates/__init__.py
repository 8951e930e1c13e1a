"""The same person twice: found by what agrees, explained, merged by a person, and undone for thirty days."""
