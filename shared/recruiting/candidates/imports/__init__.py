"""Many candidates from a table: mapped, previewed, and entered row by row, resumable and once."""
