"""What every stage may lean on: ids, clock, languages, errors, references, the event envelope.

Small, and closed: nothing here knows a stage, AWS, or the environment.
"""
