"""One construct a file: the parts that the stacks are put together from."""
