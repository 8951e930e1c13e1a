"""The embedder: two encoders on one scale, and what they must tell apart."""

from collections.abc import Sequence

import pytest

from local.known_vectors import encoded, known_texts
from shared.assessment.features.calibration import standings
from shared.kernel.language import Language
from shared.platform.embedder import VIEWS, Encoder, SentenceEmbedder, VectorCache, View, open_embedder
from shared.platform.known_vectors import known_vectors, text_key


class Dot:
    """A vector of one number, which is all that the arithmetic needs."""

    def __init__(self, value: float) -> None:
        self.value = value

    def __matmul__(self, other: "Dot") -> float:
        return self.value * other.value


class Lengths:
    """An encoder that knows how long a text is, and counts how often it was asked."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> list[Dot]:
        self.batches.append(list(texts))
        return [Dot(float(len(text))) for text in texts]


def encoder(encode: Lengths, centre: float = 0.0, spread: float = 1.0) -> Encoder:
    return Encoder(name="lengths", query=encode, passage=encode, centre=centre, spread=spread)


def test_similarities_come_in_the_order_of_the_passages() -> None:
    assert SentenceEmbedder([encoder(Lengths())]).similarities("ab", ["a", "abc", ""]) == [2.0, 6.0, 0.0]


def test_two_encoders_are_put_on_one_scale_before_their_mean() -> None:
    views = [encoder(Lengths(), centre=2.0), encoder(Lengths(), spread=2.0)]
    assert SentenceEmbedder(views).similarities("ab", ["abc"]) == [((6.0 - 2.0) / 1.0 + 6.0 / 2.0) / 2]


def test_a_text_that_was_seen_is_not_encoded_again() -> None:
    encode = Lengths()
    cache = VectorCache(encode)
    cache.vectors(["a", "b", "a"])
    cache.vectors(["b", "c"])
    assert encode.batches == [["a"], ["b"], ["c"]]


def test_the_cache_forgets_what_was_not_asked_for_longest() -> None:
    encode = Lengths()
    cache = VectorCache(encode, texts=2)
    for text in ("a", "b", "a", "c", "a"):
        cache.vectors([text])
    assert encode.batches == [["a"], ["b"], ["c"]]


def test_no_passages_need_no_encoder() -> None:
    encode = Lengths()
    assert (SentenceEmbedder([encoder(encode)]).similarities("a", []), encode.batches) == ([], [])


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "question", "answer", "beside"),
    [
        (
            "en",
            "How do you handle an unhappy customer?",
            "I let her finish, apologised and replaced the pump.",
            "I like soup.",
        ),
        ("zh", "你怎样处理不满意的客户？", "我先听他说完，向他道歉，当天就换了新的。", "我喜欢喝汤。"),
        ("zh", "How do you handle an unhappy customer?", "我先听客户说完，向他道歉，当天就换了新的。", "我喜欢喝汤。"),
    ],
)
def test_an_answer_stands_above_talk_beside_the_question(
    language: Language, question: str, answer: str, beside: str
) -> None:
    to_it, not_to_it = standings(open_embedder(), question, [answer, beside], language)
    assert to_it > not_to_it + 0.5


def test_a_known_text_is_not_encoded() -> None:
    encode = Lengths()
    cache = VectorCache(encode, known={text_key("level 5"): Dot(42.0)})
    assert [vector.value for vector in cache.vectors(["level 5", "new"])] == [42.0, 3.0]
    assert encode.batches == [["new"]]


@pytest.mark.models
@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_the_stored_vectors_are_what_the_encoders_say(view: View) -> None:
    """After a change of a rubric, an anchor or an encoder: python -m local.known_vectors."""
    texts = {side: known for side, known in known_texts().items() if side[0] == view}
    fresh = encoded(texts)
    for (encoder, role), known in texts.items():
        stored = known_vectors(encoder, role)
        assert set(stored) == {text_key(text) for text in known}
        rows = zip(known, fresh[encoder, role], strict=True)
        assert max(abs(stored[text_key(text)] - row).max() for text, row in rows) < 1e-5
