"""Lists go on where they stopped, and nowhere else."""

import pytest

from shared.platform.paging import BadCursor, Cursor

LIST = "TENANT#acme#POSITIONS"


def cursor(pk: str = LIST, index: str | None = None) -> Cursor:
    name = index or ""
    keys = {f"{name}PK": pk, f"{name}SK": "2026#7", "PK": pk if not index else "TENANT#acme#POSITION#7"}
    return Cursor.after(pk, index, keys | ({"SK": "POSITION"} if index else {"SK": "2026#7"}))


def test_a_cursor_survives_its_way_through_a_browser() -> None:
    given = Cursor.read(cursor().spelled())
    assert given is not None
    assert given.start_of(LIST, None) == {"PK": LIST, "SK": "2026#7"}


def test_a_cursor_of_an_index_names_the_row_too() -> None:
    assert cursor(index="GSI1").start_of(LIST, "GSI1") == {
        "GSI1PK": LIST,
        "GSI1SK": "2026#7",
        "PK": "TENANT#acme#POSITION#7",
        "SK": "POSITION",
    }


def test_the_partition_does_not_stand_in_the_cursor() -> None:
    assert LIST not in str(cursor().key)


def test_a_cursor_does_not_lead_into_another_list() -> None:
    with pytest.raises(BadCursor):
        cursor().start_of("TENANT#acme#CANDIDATES", None)
    with pytest.raises(BadCursor):
        cursor().start_of(LIST, "GSI1")


@pytest.mark.parametrize("text", ["no", "W10=", "e30=", "WyJhIiwgW11d", "中文", "WyJhIixudWxsXQ=="])
def test_what_is_no_cursor_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadCursor, match="first page"):
        Cursor.read(text)


def test_no_cursor_is_the_first_page() -> None:
    assert Cursor.read(None) is None
    assert Cursor.read("") is None
