"""The finance systems that a tenant has entered, with their secrets, and which vouchers go to which of them."""
