"""Entity tags, as browsers and gateways spell them."""

import pytest

from shared.kernel.errors import Invalid
from shared.platform.etag import etag, holds, named_in


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ('"3"', {"3"}),
        ('W/"3"', {"3"}),
        ('"1", W/"t2"', {"1", "t2"}),
        ("*", {"*"}),
    ],
)
def test_a_header_names_versions_weak_ones_too(sent: str, named: set[str]) -> None:
    assert named_in({"if-none-match": sent}, "If-None-Match") == frozenset(named)


def test_a_header_that_was_not_sent_names_nothing() -> None:
    assert named_in({}, "If-Match") is None


def test_a_header_without_a_tag_is_refused_with_an_example() -> None:
    with pytest.raises(Invalid, match='If-Match: "t1"'):
        named_in({"If-Match": "t2"}, "If-Match")


def test_a_version_holds_where_it_or_any_is_named_and_nothing_never_does() -> None:
    assert etag(3) == '"3"'
    assert holds(frozenset({"3"}), 3)
    assert holds(frozenset({"*"}), "t2")
    assert not holds(frozenset({"3"}), 4)
    assert not holds(frozenset({"*"}), None)
