"""Small cells: nobody is shown, or compared, in a category of fewer than ``SMALL_CELL`` people.

They are counted with those who said nothing, in one number: so nobody can tell which of the two a person is. In the
grid of sex and ethnicity, whose rows and columns have totals in other tables, the smallest shown cell of a line is
hidden as well where the hidden ones of that line alone are fewer than the limit (complementary suppression, Hundepool
et al. 2012, Statistical Disclosure Control, 4).
"""

from collections.abc import Callable, Iterable, Mapping

Category = tuple[str, ...]


def too_few(sizes: Mapping[Category, int], limit: int) -> frozenset[Category]:
    """Return the categories of ``sizes`` (people by category) that are not told apart from who said nothing."""
    hidden = {category for category, n in sizes.items() if n < limit}
    if any(len(category) > 1 for category in sizes):
        lines: tuple[Callable[[Category], str], ...] = (lambda category: category[0], lambda category: category[-1])
        while more := {category for line in lines for category in _exposed(sizes, hidden, line, limit)}:
            hidden |= more
    return frozenset(hidden)


def _exposed(
    sizes: Mapping[Category, int], hidden: set[Category], line: Callable[[Category], str], limit: int
) -> Iterable[Category]:
    for name in {line(category) for category in hidden}:
        own = [category for category in sizes if line(category) == name]
        shown = [category for category in own if category not in hidden]
        if shown and sum(sizes[category] for category in own if category in hidden) < limit:
            yield min(shown, key=lambda category: (sizes[category], category))
