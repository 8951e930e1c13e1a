"""Text that people read in Chinese or English."""

import pytest
from pydantic import ValidationError

from shared.kernel.localized import LocalizedText


def test_it_is_read_in_the_language_that_is_asked_for() -> None:
    assert LocalizedText(zh="后端", en="Backend").read_in("zh") == "后端"


def test_it_is_read_in_the_other_language_where_there_is_no_other_text() -> None:
    assert LocalizedText(en="Backend").read_in("zh") == "Backend"


@pytest.mark.parametrize("texts", [{}, {"zh": ""}, {"zh": "  ", "en": None}])
def test_text_that_says_nothing_is_no_text(texts: dict[str, str | None]) -> None:
    with pytest.raises(ValidationError):
        LocalizedText(**texts)
