"""The vision worker: frames of a recording become measurements, and those a timeline."""
