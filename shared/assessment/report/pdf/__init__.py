"""The report and the candidate's version as PDF: data in, typeset by templates, never as markup."""
