"""The loop that every worker runs: take a clip from the queue, keep it alive, do the work, answer the token once."""
