"""What an employee may ask of their file, and what the law has an employer keep."""
