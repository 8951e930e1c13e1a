"""Before it counts: does the device work, and a practice question that nobody keeps."""
