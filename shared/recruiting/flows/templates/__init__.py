"""Standard flows, one file each: to begin from, and one for positions that choose none."""
