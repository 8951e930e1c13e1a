"""Social insurance (五险) and the housing fund (公积金): what both sides pay, with each line's basis. Pure."""
