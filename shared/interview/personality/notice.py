"""What a candidate is told before the test. A change of words is a new version."""

import hashlib

from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText

WORDING = "2026-11.1"

NOTICE = LocalizedText(
    zh="这是一份关于工作方式的问卷,共 50 题,大约需要 8 分钟,答案没有对错之分。结果只供招聘人员阅读,作为面谈时的参考:"
    "不计入面试评分,也不会自动决定您能否进入下一环节。答案逐题保存,您可以随时中断,也可以换一台设备接着做,在截止时间前完成即可。"
    "系统会记录每题所用的时间,只用来判断作答是否认真。",
    en="This is a questionnaire of 50 statements about how you like to work; it takes about eight minutes, and no "
    "answer is right or wrong. Only the people who recruit read the result, to talk with you about it: it enters no "
    "interview score and decides by itself about no next step. Every answer is saved at once; you can stop at any time "
    "and go on from another device, until the deadline. How long each statement takes is recorded, only to tell "
    "whether the answers were given with care.",
)
CAREFUL = LocalizedText(
    zh="结果仅供面谈参考,不是录用依据,也不计入任何评分。各维度的高低没有好坏之分。",
    en="For conversation only: it is no ground for a decision and enters no score. Neither end of a factor is better.",
)
"""What stands beside every result that a member of staff reads."""


def notice_sha256(language: Language) -> str:
    """Return the SHA-256 (hex) of the notice as it is read in ``language``."""
    return hashlib.sha256(NOTICE.read_in(language).encode()).hexdigest()
