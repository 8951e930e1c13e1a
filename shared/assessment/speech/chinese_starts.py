"""False starts in Mandarin. Doubling is grammar there (看看, 讨论讨论, 天天), so only what is never doubled counts."""

from shared.assessment.speech.line import Line
from shared.assessment.speech.start_lists import ChineseLists
from shared.assessment.speech.stream import NONE, SOFT

LONGEST = 5
"""Tokens of a repeated phrase."""


def chinese_start(line: Line, at: int, lists: ChineseLists) -> tuple[int, int] | None:
    """Return how many tokens a false start at ``at`` has in all, and how many of them are left behind."""
    for length in range(LONGEST, 0, -1):
        if line.repeats(at, length) and _stumbles(line, at, length, lists):
            return 2 * length, length
    hung = _hangs(line, at, lists)
    if hung:
        return hung + 1, hung
    edit = next((phrase for phrase in lists.editing if line.says(at, phrase)), None)
    if edit is None:
        edit = next((phrase for phrase in lists.editing_apart if line.says(at, phrase)), None)
        if edit is None or NONE in (line.breaks[at], line.breaks[at + len(edit)]):
            return None
    return len(edit), len(edit)


def _stumbles(line: Line, at: int, length: int, lists: ChineseLists) -> bool:
    said = "".join(line.texts[at : at + length])
    alone = line.breaks[at] > NONE
    breathless = line.breaks[at + length] == NONE
    if said in lists.twice or said[0].isdigit() or len(set(said)) < length:
        return False
    if said[0] in lists.twice_beginning and (breathless or length > 2):  # 一步一步; 一个是快，一个是快……
        return False
    if length == 1:
        return (
            _doubled(line, at, lists)
            if breathless
            else said in lists.unfinished or (alone and said in lists.doubled_across)
        )
    if length == 2:
        return said in lists.pairs if breathless else alone or (said in lists.pairs and said not in lists.subjects)
    return breathless or alone or said[0] in lists.subjects


def _doubled(line: Line, at: int, lists: ChineseLists) -> bool:
    """Whether a character that is never doubled on purpose was; not where one of the two belongs to its neighbour."""
    said = line.texts[at]
    if said not in lists.doubled:
        return False
    before = line.beside(at)
    behind = line.text(at + 2) if line.breaks[at + 2] == NONE else ""
    return (before == "" or before not in lists.doubled[said]) and behind not in lists.doubled_unless_before


def _hangs(line: Line, at: int, lists: ChineseLists) -> int:
    """Return the length of a clause that is dropped for a new one with the same subject; 0 where there is none."""
    first = line.texts[at]
    if first not in lists.subjects:
        return 0
    for phrase in lists.hanging:
        end = at + 1 + len(phrase)
        if line.says(at, (first, *phrase)) and line.breaks[end] == SOFT and line.text(end) == first:
            return 1 + len(phrase)
    return 0
