"""Questions by a language model: asked with marked-off data, checked one by one, never trusted as they come."""
