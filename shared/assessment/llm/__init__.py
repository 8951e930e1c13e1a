"""The judge that asks a language model, and what keeps an answer from talking to it."""
