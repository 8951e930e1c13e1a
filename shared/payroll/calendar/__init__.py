"""Days: which ones are worked and paid, and what part of a month's amount falls on some of them."""
