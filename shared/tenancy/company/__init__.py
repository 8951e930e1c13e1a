"""What a company may decide about itself: its name, its languages, and what is measured and kept, within the law."""
