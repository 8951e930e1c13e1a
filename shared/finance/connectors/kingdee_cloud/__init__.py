"""Kingdee 金蝶云·星空 (K/3 Cloud): vouchers through its WebAPI. Save 保存, Submit 提交, Audit 审核."""
