"""What is offered: salary lines, start, probation, contract, social insurance; and what the law says of it."""
