"""Yonyou 用友 U8+: vouchers through the open platform, which relays to the company's own server."""
