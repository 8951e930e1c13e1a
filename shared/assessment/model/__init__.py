"""What the assessment stage knows: pure values and rules, one subject a file."""
