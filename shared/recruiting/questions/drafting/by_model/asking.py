"""Asks a language model for questions: a few at once in each request, all requests at the same time, one time limit."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from shared.assessment.llm.answer import UnreadableReply, strict_schema, told_json
from shared.assessment.llm.cost import Price
from shared.assessment.llm.errors import ModelUnavailable
from shared.assessment.llm.ports import ChatModel, ChatReply, ChatRequest
from shared.assessment.llm.prompt import as_data
from shared.assessment.rubrics.model import Rubric
from shared.kernel.frozen import Frozen
from shared.recruiting.questions.jd.model import JobFacts
from shared.recruiting.questions.templates.model import QuestionType

PROMPT = "2026-11.1"
ANSWER_NAME = "hand_in_questions"
TRIES = 2
"""The first, and one repair."""
AT_ONCE = 3
"""Questions in one request: ten in one reply take a model longer than a caller of the API waits."""
ROOM, ROOM_EACH = 800, 700
"""Output tokens."""
MOST_OF_JD = 6000
"""Characters of a job description that are sent."""
MOST_ASKED = 30

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class Shown(Frozen):
    """A point that a good answer shows."""

    zh: Text
    en: Text


class Written(Frozen):
    """A question as a model writes it; nobody has looked at it yet."""

    competency: str
    type: QuestionType
    zh: Text
    en: Text
    basis: Text
    shows: Annotated[tuple[Shown, ...], Field(max_length=5)]


class Reply(Frozen):
    """The whole reply."""

    questions: Annotated[tuple[Written, ...], Field(max_length=20)]


@dataclass(frozen=True)
class Asker:
    """A deployment's model. ``price`` null: nobody knows the cost. ``deadline_seconds``: for all requests together."""

    model: ChatModel
    price: Price | None
    deadline_seconds: float


@dataclass(frozen=True)
class Wish:
    """What is asked for: how many questions on each competency, by their rubrics."""

    job: JobFacts
    jd: str
    wanted: Mapping[str, int]
    rubrics: Mapping[str, Rubric]
    types: Sequence[QuestionType]
    asked: Sequence[str]


@dataclass(frozen=True)
class Heard:
    """What came back of all requests. ``failed``: in one word each, why requests gave nothing; ``cost_usd`` of all."""

    questions: tuple[Written, ...]
    failed: tuple[str, ...]
    cost_usd: float | None


def ask(asker: Asker, wish: Wish) -> Heard:
    """Return what the model wrote within the deadline. Raises nothing: what failed is told."""
    parts = _parts(wish.wanted)
    pool = ThreadPoolExecutor(max_workers=max(1, len(parts)), thread_name_prefix="questions")
    sent = [pool.submit(_part, asker.model, wish, part) for part in parts]
    wait(sent, timeout=asker.deadline_seconds)
    pool.shutdown(wait=False, cancel_futures=True)
    told = [one.result() if one.done() and not one.cancelled() else _Part((), "timeout", None) for one in sent]
    cost = None
    if asker.price is not None and all(one.tokens is not None for one in told):
        tokens = [one.tokens for one in told if one.tokens is not None]
        cost = round(asker.price.of(sum(taken for taken, _ in tokens), sum(given for _, given in tokens)), 6)
    return Heard(
        questions=tuple(question for one in told for question in one.questions),
        failed=tuple(one.failed for one in told if one.failed),
        cost_usd=cost,
    )


@dataclass(frozen=True)
class _Part:
    questions: tuple[Written, ...]
    failed: str
    tokens: tuple[int, int] | None


def _parts(wanted: Mapping[str, int]) -> list[dict[str, int]]:
    """Part what is wanted into requests of up to ``AT_ONCE`` questions."""
    parts: list[dict[str, int]] = [{}]
    for competency in [name for name, number in wanted.items() for _ in range(number)]:
        if sum(parts[-1].values()) == AT_ONCE:
            parts.append({})
        parts[-1][competency] = parts[-1].get(competency, 0) + 1
    return parts


def _part(model: ChatModel, wish: Wish, wanted: Mapping[str, int]) -> _Part:
    tokens: tuple[int, int] | None = (0, 0)
    wrong: str | None = None
    for _ in range(TRIES):
        try:
            reply = model.complete(request_for(wish, wanted, wrong))
        except ModelUnavailable as error:
            return _Part((), error.why, tokens)
        tokens = _with(tokens, reply)
        if reply.finish in ("refused", "length"):
            return _Part((), "refused" if reply.finish == "refused" else "cut_short", tokens)
        try:
            return _Part(Reply.model_validate(told_json(reply.text)).questions, "", tokens)
        except UnreadableReply as error:
            wrong = error.why
        except ValidationError:
            wrong = "wrong_shape"
    return _Part((), wrong or "not_json", tokens)


def _with(tokens: tuple[int, int] | None, reply: ChatReply) -> tuple[int, int] | None:
    if tokens is None or reply.input_tokens is None or reply.output_tokens is None:
        return None
    return tokens[0] + reply.input_tokens, tokens[1] + reply.output_tokens


def request_for(wish: Wish, wanted: Mapping[str, int], repair: str | None = None) -> ChatRequest:
    """Return what is sent for some of the competencies. The job description stands in the data block alone."""
    prompt = _prompt()
    data = as_data(_material(wish, wanted))
    mark = hashlib.sha256(f"{PROMPT}\0{data}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    user = Template(prompt["user"].strip()).substitute(mark=mark, data=data)
    return ChatRequest(
        system=Template(prompt["system"].strip()).substitute(mark=mark),
        user=f"{user}\n{prompt['repair'][repair]}" if repair else user,
        answer_name=ANSWER_NAME,
        answer_schema=strict_schema(Reply.model_json_schema()),
        max_output_tokens=ROOM + ROOM_EACH * sum(wanted.values()),
    )


def _material(wish: Wish, wanted: Mapping[str, int]) -> dict[str, Any]:
    language = wish.job.language
    asked_for = []
    for competency, number in wanted.items():
        text = wish.rubrics[competency].read_in(language)
        asked_for.append(
            {
                "competency": competency,
                "title": text.title,
                "definition": text.definition,
                "good": list(text.anchors[3:]),
                "count": number,
            }
        )
    return {
        "title": wish.job.title,
        "seniority": wish.job.seniority,
        "jd": wish.jd[:MOST_OF_JD],
        "wanted": asked_for,
        "types": list(wish.types),
        "asked": list(wish.asked[:MOST_ASKED]),
    }


@cache
def _prompt() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "prompts" / f"{PROMPT}.toml").read_text(encoding="utf-8"))
