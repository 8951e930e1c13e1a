"""Was the test answered with care? Signs that it may not have been, in words. A doubt is no verdict on a person.

The bounds and their false alarms are measured in ``tests/unit/interview/personality/test_careless_answers.py``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import fmean, median, pstdev
from typing import Literal

from shared.interview.personality.inventory import FACTORS, HIGHEST, LOWEST, Inventory
from shared.interview.personality.model import Response
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

TOO_FAST_SECONDS = 2.0
"""A statement cannot be read in less (Huang et al., 2012, J. Bus. Psychol. 27)."""
LONG_STRING = 12
"""So many times the same point in a row, in the order that was shown: half of the statements point the other way."""
INCONSISTENT = 1.4
"""Mean distance of pairs that should fit together, in points. Who ticks at random has 1.6."""
EVEN_ODD = 0.0
"""Correlation over the factors of two halves of the test, stepped up to full length. Five points make it a coarse
sign: it counts together with another one."""
PERHAPS_INCONSISTENT = 1.15
ACQUIESCENT = 0.75
"""Mean of all answers, half of them reversed, away from the middle of the scale."""
MISSING = 5
"""More than a tenth of the statements without an answer."""
ENOUGH = 8
"""Answers that a factor's score needs."""

Sign = Literal["inconsistent", "even_odd", "long_string", "too_fast", "missing", "acquiescence"]


class Doubt(Frozen):
    """One reason to doubt a result."""

    sign: Sign
    words: LocalizedText


class Checks(Frozen):
    """What was measured about how the test was answered; null where too little was answered to say."""

    answered: int
    inconsistency: float | None
    even_odd: float | None
    longest_run: int
    seconds_per_item: float | None
    acquiescence: float | None
    """Points above the middle of the scale: a habit of agreeing. It is taken out of the scores."""


def check(inventory: Inventory, order: Sequence[str], responses: Mapping[str, Response], begun_at: datetime) -> Checks:
    """Return the measures. ``order`` is the one in which the statements were shown."""
    return Checks(
        answered=len(responses),
        inconsistency=_inconsistency(inventory, responses),
        even_odd=_even_odd(inventory, responses),
        longest_run=_longest_run([responses[name].answer for name in order if name in responses]),
        seconds_per_item=_seconds(responses, begun_at),
        acquiescence=acquiescence(inventory, responses),
    )


def doubts(checks: Checks, total: int) -> tuple[Doubt, ...]:
    """Return the reasons to doubt the answers; none: the result is valid."""
    found: list[Doubt] = []
    distance, halves = checks.inconsistency, checks.even_odd
    if distance is not None and distance >= INCONSISTENT:
        found.append(_doubt("inconsistent", f"{distance:.2f}", f"{INCONSISTENT}"))
    elif distance is not None and halves is not None and distance >= PERHAPS_INCONSISTENT and halves < EVEN_ODD:
        found.append(_doubt("even_odd", f"{halves:.2f}", f"{distance:.2f}"))
    if checks.longest_run >= LONG_STRING:
        found.append(_doubt("long_string", str(checks.longest_run), str(LONG_STRING)))
    if checks.seconds_per_item is not None and checks.seconds_per_item < TOO_FAST_SECONDS:
        found.append(_doubt("too_fast", f"{checks.seconds_per_item:.1f}", f"{TOO_FAST_SECONDS:.0f}"))
    if total - checks.answered > MISSING:
        found.append(_doubt("missing", str(total - checks.answered), str(total)))
    if checks.acquiescence is not None and abs(checks.acquiescence) >= ACQUIESCENT:
        found.append(_doubt("acquiescence", f"{checks.acquiescence:+.2f}", f"{ACQUIESCENT}"))
    return tuple(found)


def acquiescence(inventory: Inventory, responses: Mapping[str, Response]) -> float | None:
    """Return how far answers lie above the middle on statements of both directions alike, in points.

    The mean of the two directions' means, so that missing answers on one side do not look like a habit.
    """
    by_direction: dict[bool, list[int]] = {True: [], False: []}
    for item in inventory.items:
        if item.item_id in responses:
            by_direction[item.reversed].append(responses[item.item_id].answer)
    if not all(by_direction.values()):
        return None
    return fmean(fmean(answers) for answers in by_direction.values()) - (LOWEST + HIGHEST) / 2


def _inconsistency(inventory: Inventory, responses: Mapping[str, Response]) -> float | None:
    distances = []
    for first, second in inventory.pairs:
        one, other = inventory.item(first), inventory.item(second)
        if one and other and first in responses and second in responses:
            distances.append(abs(one.keyed(responses[first].answer) - other.keyed(responses[second].answer)))
    return fmean(distances) if len(distances) * 2 > len(inventory.pairs) else None


def _even_odd(inventory: Inventory, responses: Mapping[str, Response]) -> float | None:
    """Jackson's even-odd index: each factor's statements in two halves, correlated over the factors."""
    halves: tuple[list[float], list[float]] = ([], [])
    for factor in FACTORS:
        items = [item for item in inventory.of(factor) if item.item_id in responses]
        keyed = [float(item.keyed(responses[item.item_id].answer)) for item in items]
        if len(keyed) < ENOUGH:
            return None
        halves[0].append(fmean(keyed[0::2]))
        halves[1].append(fmean(keyed[1::2]))
    spread = pstdev(halves[0]) * pstdev(halves[1])
    if spread == 0:
        return None
    middle = (fmean(halves[0]), fmean(halves[1]))
    together = fmean((one - middle[0]) * (other - middle[1]) for one, other in zip(*halves, strict=True))
    r = together / spread
    return max(-1.0, 2 * r / (1 + r)) if r > -1 else -1.0  # Spearman-Brown


def _longest_run(answers: Sequence[int]) -> int:
    longest = run = 0
    for before, answer in zip([None, *answers], answers, strict=False):
        run = run + 1 if answer == before else 1
        longest = max(longest, run)
    return longest


def _seconds(responses: Mapping[str, Response], begun_at: datetime) -> float | None:
    """Return the lower of two measures: the browser's own, and all of the time that passed by our clock.

    A browser may claim what it likes, but nobody answers fifty statements in more time than has passed.
    """
    if not responses:
        return None
    passed = (max(each.answered_at for each in responses.values()) - begun_at).total_seconds() / len(responses)
    claimed = [each.elapsed_ms / 1000 for each in responses.values() if each.elapsed_ms is not None]
    return min(passed, median(claimed)) if claimed else passed


def _doubt(sign: Sign, measured: str, bound: str) -> Doubt:
    zh, en = WORDS[sign]
    return Doubt(sign=sign, words=LocalizedText(zh=zh.format(measured, bound), en=en.format(measured, bound)))


WORDS: dict[Sign, tuple[str, str]] = {
    "inconsistent": (
        "意思相反或相近的题目,答案前后不一致(平均相差 {} 分,达到 {} 分即视为存疑)。",
        "Statements that say the opposite or the same were answered without fitting together (on average {} points "
        "apart; from {} on it is doubted).",
    ),
    "even_odd": (
        "测验两半的结果不一致(相关 {}),且成对题目的答案也相差较大(平均 {} 分)。",
        "The two halves of the test do not agree (correlation {}), and answers to paired statements are {} points "
        "apart on average.",
    ),
    "long_string": (
        "连续 {} 题选择了同一个选项(达到 {} 题即视为存疑)。",
        "The same point was chosen {} times in a row (from {} on it is doubted).",
    ),
    "too_fast": (
        "平均每题仅用 {} 秒,少于 {} 秒,难以读完题目。",
        "{} seconds a statement: less than the {} seconds in which it can be read.",
    ),
    "missing": ("共 {} 题未作答(全部 {} 题)。", "{} of {} statements have no answer."),
    "acquiescence": (
        "整体上偏向同意或不同意(偏离中点 {} 分,达到 {} 分即视为存疑);得分中已扣除这一影响。",
        "There is a habit of agreeing or disagreeing throughout ({} points from the middle; from {} on it is doubted). "
        "It has been taken out of the scores.",
    ),
}
