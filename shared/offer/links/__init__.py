"""What a candidate does with the link of an offer: read, download, accept, decline, ask."""
