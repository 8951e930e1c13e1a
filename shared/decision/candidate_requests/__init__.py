"""What candidates ask for: an explanation, a correction of the transcript, a review by people; by a deadline."""
