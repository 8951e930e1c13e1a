"""What a tenant sets for its offers, in numbered versions: nothing that an offer once rested on is ever overwritten."""
