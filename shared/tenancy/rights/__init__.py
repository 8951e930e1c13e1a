"""A candidate's rights and the company's duties: retention, legal hold, access export, erasure with its certificate."""
