"""Files that tell the bank to pay: tables by each bank's template, and ISO 20022 ``pain.001``."""
