"""Yonyou 用友 YonBIP and YonSuite: vouchers through the open platform's gateway."""
