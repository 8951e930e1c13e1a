"""Use cases of the interview: ``sessions`` (see, agree, begin) and ``uploads`` and ``completion`` (hand answers in)."""
