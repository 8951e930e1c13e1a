"""The chart of accounts 会计科目表, and which account a component of which cost centre is booked to."""
