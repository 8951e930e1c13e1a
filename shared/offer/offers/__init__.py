"""Job offers 录用: from a positive decision to an answer. Each change is on record, each letter kept."""
