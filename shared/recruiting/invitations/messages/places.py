"""Which time it is where a position is, by the name of the place."""

import tomllib
from functools import cache
from importlib import resources


@cache
def _zones() -> dict[str, str]:
    text = resources.files(__package__).joinpath("places.toml").read_text(encoding="utf-8")
    return {place: zone for zone, places in tomllib.loads(text).items() for place in places}


def zone_at(location: str | None) -> str | None:
    """Return the time zone of a place; null where the name says none, or several that differ."""
    told = f" {(location or '').casefold()} "
    found = {zone for place, zone in _zones().items() if place in told}
    return found.pop() if len(found) == 1 else None
