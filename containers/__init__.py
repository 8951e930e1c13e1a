"""What runs in containers: the two engines' workers, the loop that drives them, and the store of models."""
