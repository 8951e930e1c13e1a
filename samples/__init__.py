"""Sample recordings and the script that makes them."""
