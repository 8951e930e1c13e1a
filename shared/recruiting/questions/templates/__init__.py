"""Template questions in our own wording: data in ``<competency>.toml``, a file a competency."""
