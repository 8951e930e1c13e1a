"""Public application links: whoever has one can apply to a position, and learns nothing of anybody else."""
