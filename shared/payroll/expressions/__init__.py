"""The language of formulas and conditions: small, typed, exact, and unable to reach anything outside of it."""
