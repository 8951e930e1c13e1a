"""Reconciliation 对账: what we posted against what the finance system has, every night."""
