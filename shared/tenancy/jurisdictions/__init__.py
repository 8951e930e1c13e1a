"""What the law of a place asks of an interview with a machine in it: data with article numbers, one file a place."""
