"""What the assessment stage keeps in the table. Only the files of this package spell its keys."""
