"""From a voucher back to what it rests on: slip, rule, terms, grade, offer, decision, report, evidence."""
