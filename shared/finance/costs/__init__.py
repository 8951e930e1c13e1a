"""What recruiting and training cost: metered by a dated price list, or entered; summed per hire and per interview."""
