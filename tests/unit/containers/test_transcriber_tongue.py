from containers.transcriber.tongue import choose, is_sure, unspoken
from shared.assessment.model.transcript import TranscribeOptions

BOTH = TranscribeOptions(languages=("zh", "en"))


def test_the_most_probable_accepted_language_is_used() -> None:
    found = choose([{"en": 0.7, "zh": 0.2, "fr": 0.1}], BOTH)
    assert (found.language, found.probability, found.detected) == ("en", 0.7, "en")


def test_a_language_outside_the_tenants_is_reported_and_not_used() -> None:
    found = choose([{"fr": 0.9, "en": 0.06, "zh": 0.04}], BOTH)
    assert (found.language, found.detected) == ("en", "fr")


def test_a_guess_accuses_nobody_of_another_language() -> None:
    assert choose([{"cy": 0.4, "en": 0.35, "zh": 0.25}], BOTH).detected == "en"


def test_an_accepted_language_that_was_asked_for_is_used_whatever_is_heard() -> None:
    found = choose([{"en": 0.95, "zh": 0.05}], TranscribeOptions(language="zh"))
    assert (found.language, found.probability, found.detected) == ("zh", 1.0, "en")


def test_a_tenant_with_one_language_hears_the_other_reported() -> None:
    found = choose([{"en": 0.97, "zh": 0.03}], TranscribeOptions(languages=("zh",)))
    assert (found.language, found.detected) == ("zh", "en")


def test_cantonese_counts_as_chinese() -> None:
    found = choose([{"yue": 0.5, "zh": 0.3, "en": 0.2}], BOTH)
    assert (found.language, found.detected) == ("zh", "zh")


def test_windows_are_averaged() -> None:
    assert not is_sure([{"en": 0.5, "zh": 0.5}])
    assert is_sure([{"en": 0.5, "zh": 0.5}, {"zh": 0.9, "en": 0.1}])


def test_where_nobody_speaks_the_first_language_stands_and_none_is_detected() -> None:
    found = unspoken(BOTH)
    assert (found.language, found.probability, found.detected) == ("zh", 0.0, "und")
