"""Development: from what an interview showed to training, to goals, to a mark of high potential. People decide."""
