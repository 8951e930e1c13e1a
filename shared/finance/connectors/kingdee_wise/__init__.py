"""Kingdee K/3 WISE, the older K3: vouchers through the API platform that comes with 14.3 and later."""
