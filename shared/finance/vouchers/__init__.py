"""Journal entries as vouchers 记账凭证: made from events, balanced by construction, posted once, in their order."""
