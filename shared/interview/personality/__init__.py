"""The personality test: fifty statements on five factors, read by people and by nothing else.

Its result never enters a score, a proposal or a flow's condition: it is shown to the people who decide.
"""
