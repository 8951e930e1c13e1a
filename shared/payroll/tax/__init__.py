"""Individual income tax on pay: withholding through the year, bonus, severance, labour, non-residents. Pure rules."""
