"""Job requisitions 招聘需求： who is needed, why, at what cost; approved by others before a position is opened."""
