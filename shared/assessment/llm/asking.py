"""Ask a model several times about one answer, at once, with one repair each and one time limit for all."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import NamedTuple

from shared.assessment.judging import JudgeCase
from shared.assessment.llm.answer import Rating, UnreadableReply, read_answer
from shared.assessment.llm.errors import ModelUnavailable
from shared.assessment.llm.ports import ChatModel, ChatReply
from shared.assessment.llm.prompt import request_for
from shared.assessment.llm.sampling import Ordering

TRIES = 2
"""The first, and one repair. A refusal or a reply that was cut short would only come again."""


class Sample(NamedTuple):
    """What one sample gave: ratings by competency, or in one word why there are none.

    ``tokens`` are input and output tokens of all its tries, null where the vendor did not count.
    """

    ratings: dict[str, Rating] | None
    failure: str = ""
    tokens: tuple[int, int] | None = (0, 0)
    unavailable: ModelUnavailable | None = None


def ask(model: ChatModel, case: JudgeCase, samples: int, deadline_seconds: float, version: str) -> list[Sample]:
    """Return ``samples`` samples in their order. What is not there after ``deadline_seconds`` failed by timeout.

    A request that is still out then is left to its own time limit; nobody waits for it.
    """
    pool = ThreadPoolExecutor(max_workers=samples, thread_name_prefix="llm")
    asked = [pool.submit(_sample, model, case, Ordering(sample=number), version) for number in range(samples)]
    wait(asked, timeout=deadline_seconds)
    pool.shutdown(wait=False, cancel_futures=True)
    return [_taken(future, model) for future in asked]


def _taken(future: Future[Sample], model: ChatModel) -> Sample:
    if future.done() and not future.cancelled():
        return future.result()
    return Sample(None, "timeout", None, ModelUnavailable(model.model, "timeout", "the deadline of all samples"))


def _sample(model: ChatModel, case: JudgeCase, ordering: Ordering, version: str) -> Sample:
    competencies = [rubric.competency for rubric in case.rubrics]
    tokens: tuple[int, int] | None = (0, 0)
    wrong: str | None = None
    for _ in range(TRIES):
        try:
            reply = model.complete(request_for(case, ordering, version, wrong))
        except ModelUnavailable as error:
            return Sample(None, error.why, tokens, error)
        tokens = _with(tokens, reply)
        if reply.finish in ("refused", "length"):
            return Sample(None, "refused" if reply.finish == "refused" else "cut_short", tokens)
        try:
            answer = read_answer(reply.text, competencies)
        except UnreadableReply as error:
            wrong = error.why
            continue
        return Sample({rating.competency: rating for rating in answer.ratings}, "", tokens)
    return Sample(None, wrong or "not_json", tokens)


def _with(tokens: tuple[int, int] | None, reply: ChatReply) -> tuple[int, int] | None:
    if tokens is None or reply.input_tokens is None or reply.output_tokens is None:
        return None
    return tokens[0] + reply.input_tokens, tokens[1] + reply.output_tokens
