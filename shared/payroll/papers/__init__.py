"""Papers made from slips: the payslip, bank files, the year's certificate and the declaration of withheld tax."""
