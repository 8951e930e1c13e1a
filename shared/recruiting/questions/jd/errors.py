"""Why a job description cannot be read."""

from shared.kernel.errors import Invalid

FEWEST_HAN, FEWEST_WORDS = 40, 30
LONGEST = 20_000
"""Characters, as a position takes them."""


class TooShort(Invalid):
    """There is too little to make questions from."""

    code = "jd_too_short"

    def __init__(self) -> None:
        super().__init__(
            "The job description is too short. 职位描述太短。",
            f"Describe duties and requirements in at least {FEWEST_WORDS} words. "
            f"请用至少 {FEWEST_HAN} 个字写明职责和要求。",
        )


class TooLong(Invalid):
    """It is longer than a position takes."""

    code = "jd_too_long"

    def __init__(self, length: int) -> None:
        super().__init__(
            f"The job description has {length} characters, at most {LONGEST} are read. "
            f"职位描述有 {length} 个字符，最多读取 {LONGEST} 个。",
            "Send the duties and requirements alone. 请只提交职责和要求部分。",
        )


class NoSentences(Invalid):
    """Words, numbers or addresses without sentences."""

    code = "jd_without_sentences"

    def __init__(self) -> None:
        super().__init__(
            "The job description holds no sentences on duties or requirements. 职位描述中没有描述职责或要求的语句。",
            "Write what the person does, one duty a line. 请逐条写明该岗位做什么。",
        )


class OtherLanguage(Invalid):
    """It is written neither in Chinese nor in English."""

    code = "jd_other_language"

    def __init__(self) -> None:
        super().__init__(
            "The job description is written neither in Chinese nor in English. 职位描述既不是中文也不是英文。",
            "Translate it into one of them. 请翻译成中文或英文后再提交。",
        )


class NoJobDescription(Invalid):
    """The position has none, and none was sent."""

    code = "no_job_description"

    def __init__(self) -> None:
        super().__init__(
            "There is no job description to draft questions from. 没有可用于出题的职位描述。",
            "Send one as jd, or write it into the position. 请在请求中提供 jd，或先写入岗位。",
        )
