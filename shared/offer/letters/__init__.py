"""The letter 录用通知书: a company's words over the standard ones, typeset as PDF in Chinese or English."""
