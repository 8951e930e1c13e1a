"""What can be measured in the words of an answer, one feature a file. Pure: text in, numbers with evidence out."""
