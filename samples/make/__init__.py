"""Makes the sample recordings: ``python -m samples.make``."""
