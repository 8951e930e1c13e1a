"""Learning from people: how a tenant's own ratings change the weights of a competency, once somebody accepts it.

All of it is plain Python. The fit needs only sums of products of a dozen features, so it runs where the API runs, and
the same fit in the CLI gives the same weights to the last digit.
"""
