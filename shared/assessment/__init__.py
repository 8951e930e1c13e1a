"""Assessment: an uploaded answer becomes scored competencies with evidence, and a report."""
