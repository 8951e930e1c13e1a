"""The models: which there are (``manifest``), how they come here (``assemble``), whether they are right (``verify``)
and where they lie (``locate``). Nothing here is reached while a model is loaded or used."""
