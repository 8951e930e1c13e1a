"""How a company goes about its offers: the employer's share as an estimate, how long a letter holds, who signs."""
