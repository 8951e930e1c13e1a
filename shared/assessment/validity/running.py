"""A corpus through the scorer, in several processes: the same scores in the same order as in one."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

from shared.assessment.validity.corpus import CorpusInterview
from shared.assessment.validity.interview import InterviewScored
from shared.assessment.validity.scored import Bench, score_interview
from shared.kernel.errors import BoleError, Unavailable

Progress = Callable[[int, int], None]
"""Called with how many interviews are scored, and of how many."""
CHUNK = 2
"""Interviews handed to a process at once: a little ahead, so that none waits, and the last one is not late."""

_BENCH: list["Bench | _Refused"] = []
"""In a worker process: its bench, opened once, or why it could not be."""


class _Refused(NamedTuple):
    """The words of an error: the error itself does not travel between processes."""

    problem: str
    remedy: str


def score_corpus(
    interviews: Sequence[CorpusInterview],
    open_bench: Callable[[], Bench],
    *,
    workers: int = 2,
    progress: Progress = lambda done, total: None,
) -> list[InterviewScored]:
    """Return every interview scored, in the order of the corpus.

    ``open_bench`` loads judge and embedder, once in each process; with more than one worker it must be a function (or
    a ``partial`` of one) that another process can import. Raises what ``score_interview`` raises, and ``Unavailable``
    where a process was ended from outside.
    """
    scored: list[InterviewScored] = []
    with _mapped(interviews, open_bench, workers) as found:
        for one in found:
            scored.append(one)
            progress(len(scored), len(interviews))
    return scored


@contextmanager
def _mapped(
    interviews: Sequence[CorpusInterview], open_bench: Callable[[], Bench], workers: int
) -> Iterator[Iterator[InterviewScored]]:
    if workers <= 1 or len(interviews) <= CHUNK:
        yield map(partial(_with, open_bench()), interviews)
        return
    # A forked process would share the threads of loaded libraries in an undefined state.
    pool = ProcessPoolExecutor(
        min(workers, len(interviews)), mp_context=get_context("spawn"), initializer=_open, initargs=(open_bench,)
    )
    try:
        yield (_told(found) for found in pool.map(_score, interviews, chunksize=CHUNK))
    except BrokenProcessPool as error:
        raise Unavailable(
            "A scoring process ended before its work was done.", "Run it again with --workers 1; it needs less memory."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _with(bench: Bench, interview: CorpusInterview) -> InterviewScored:
    return score_interview(interview, bench)


def _told(found: InterviewScored | _Refused) -> InterviewScored:
    if isinstance(found, _Refused):
        raise Unavailable(found.problem, found.remedy)
    return found


def _open(open_bench: Callable[[], Bench]) -> None:
    try:
        _BENCH[:] = [open_bench()]
    except BoleError as error:
        _BENCH[:] = [_Refused(error.problem, error.remedy)]


def _score(interview: CorpusInterview) -> InterviewScored | _Refused:
    [bench] = _BENCH
    if isinstance(bench, _Refused):
        return bench
    try:
        return score_interview(interview, bench)
    except BoleError as error:
        return _Refused(error.problem, error.remedy)
