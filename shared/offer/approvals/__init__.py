"""Who must approve an offer, as data of the tenant."""
