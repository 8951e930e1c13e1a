"""Transcripts, answers, interviews and reports that are valid by default; say only what the test is about."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.local_judge import LocalJudge
from shared.assessment.model.flags import Flag
from shared.assessment.model.media import AudioStream, MediaProbe, Medium, VideoStream
from shared.assessment.model.score import CompetencyScore
from shared.assessment.model.transcript import Segment, Transcript, Word
from shared.assessment.model.vision import HeadPose, Vision, VisionSecond, VisionSummary
from shared.assessment.pipeline import InterviewRef
from shared.assessment.ports import Judge
from shared.assessment.scoring import AnswerSubject, assess_answer
from shared.kernel.clock import Milliseconds
from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId
from shared.kernel.language import Language
from shared.platform.embedder import open_embedder

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TENANT, INTERVIEW, POSITION = TenantId("acme"), InterviewId("int_1"), PositionId("pos_1")

QUESTION_EN = "Tell me about a time you disagreed with a colleague. How did you handle it?"
GOOD_EN = (
    "Last spring our data engineer and I disagreed about whether to rebuild the import job or patch it. I asked him "
    "for half an hour, I wrote down each of his concerns, and we went through the failures of the past month together. "
    "It turned out that he had seen two outages that I had not known about. First we settled on a small rewrite of the "
    "parser, which I did with him in four days. As a result the error rate fell from six percent to under one, and "
    "since then my colleague and I have planned every change together with Jenkins."
)
RAMBLING_EN = (
    "So um I really like hiking, I mean the lakes are beautiful in the morning but there were so many people. I think "
    "being outside is good for you. And the weather was warm, which is nice, and my family makes a pretty good lasagna "
    "which we eat in the garden when it does not rain, and the dog runs around all the time and barks at the birds."
)
QUESTION_ZH = "请讲一次你和同事意见不一致的经历，你是怎么处理的？"
GOOD_ZH = (
    "去年做会员系统改版的时候，我和后端的同事对接口怎么拆意见不一致。他想一次全部重写，我担心赶不上双十一。我先约他单独聊了半个小时，"
    "把他担心的意见都记下来，然后我们一起列了两个方案的风险。最后我们决定先拆订单接口，其余的节后再做。结果按时上线，投诉比上一年少了三成，"
    "后来我和同事一直用这个办法处理不一致的意见。"
)
RAMBLING_ZH = (
    "嗯我平时周末比较喜欢去爬山，上个月去了黄山，风景特别好，就是人有点多。我觉得爬山可以让人放松，还可以拍很多照片。"
    "另外我最近在学做饭，红烧肉做得还可以，家里人都说不错。"
)

WORD = re.compile(r"[\u3400-\u9fff][^\w\s]*|\s*[^\s\u3400-\u9fff]+|\s+")


class OverlapEmbedder:
    """A fake at the port: texts are near when they share word stems (en) or character pairs (zh).

    The same text has 12, as the quick encoder's standard scores have; texts without anything in common 0.
    """

    name = "overlap"

    @property
    def quick(self) -> "OverlapEmbedder":
        return self

    @property
    def careful(self) -> "OverlapEmbedder":
        return self

    def similarities(self, query: str, passages: Sequence[str]) -> list[float]:
        """Return twelve times the cosine of the counts of shared pieces."""
        asked = _counts(query)
        return [12 * _cosine(asked, _counts(passage)) for passage in passages]


def transcript(
    text: str,
    language: Language = "en",
    *,
    word_ms: int = 300,
    pause_ms: int = 60,
    probability: float = 0.93,
    detected: str | None = None,
) -> Transcript:
    """Return ``text`` as if it had been spoken evenly from half a second on."""
    words, at = [], 500
    for piece in WORD.findall(text):
        words.append(Word(text=piece, start_ms=_ms(at), end_ms=_ms(at + word_ms), probability=probability))
        at += word_ms + pause_ms
    whole = Segment(first_word=0, end_word=len(words), start_ms=_ms(500), end_ms=_ms(at), text=text)
    return Transcript(
        text="".join(word.text for word in words).strip(),
        language=language,
        language_probability=0.98,
        detected_language=detected or language,
        duration_ms=_ms(at + 500),
        speech_ms=_ms(len(words) * word_ms),
        words=tuple(words),
        segments=(whole,) if words else (),
        model="whisper-base",
    )


def subject(question: str = QUESTION_EN, *competencies: str, answer: str = "ans_1") -> AnswerSubject:
    """Return the subject of a video answer; it is scored on teamwork and communication unless said otherwise."""
    return AnswerSubject(
        tenant_id=TENANT,
        interview_id=INTERVIEW,
        answer_id=AnswerId(answer),
        question=question,
        medium="video",
        competencies=competencies or ("teamwork", "communication"),
        languages=("zh", "en"),
    )


def probe(duration_ms: int) -> MediaProbe:
    """Return the probe of a small webm recording."""
    return MediaProbe(
        container="matroska,webm",
        size_bytes=1_000_000,
        duration_ms=_ms(duration_ms),
        audio=AudioStream(codec="opus", sample_rate=48000, channels=1),
        video=VideoStream(codec="vp8", width=640, height=480, rotation=0, mean_fps=24.0),
    )


def vision(seconds: int, *, absent: range = range(0)) -> Vision:
    """Return a calm timeline of ``seconds`` with a smile in the middle; no face in the seconds of ``absent``."""
    timeline = tuple(_second(index, seconds, index in absent) for index in range(seconds))
    summary = VisionSummary(
        seconds=seconds,
        frames=seconds * 2,
        face_present=1 - len(absent) / seconds,
        several_faces=0.0,
        gaze_on_camera=0.8,
        head_motion=4.2,
        smile=0.2,
        blink_rate=14.0,
        expression=None,
        brightness=0.55,
        sharpness=120.0,
        confidence=0.9,
        models={"face-mesh": "2efcb4f4de43"},
    )
    return Vision(summary=summary, timeline=timeline)


def assessed(
    text: str = GOOD_EN,
    language: Language = "en",
    *,
    question: str | None = None,
    answer: str = "ans_1",
    competencies: tuple[str, ...] = (),
    judge: Judge | None = None,
    medium: Medium = "video",
    watched: bool = True,
    flags: Sequence[Flag] = (),
) -> AnswerAssessed:
    """Return the assessment of a spoken answer by the local judge."""
    heard = transcript(text, language)
    asked = question or (QUESTION_EN if language == "en" else QUESTION_ZH)
    seconds = heard.duration_ms // 1000 + 1
    return assess_answer(
        subject(asked, *competencies, answer=answer).model_copy(update={"medium": medium}),
        heard,
        vision(seconds, absent=range(4, 7)) if watched else None,
        probe(heard.duration_ms),
        flags,
        judge or LocalJudge(open_embedder()),
        NOW,
        {"transcribe": 2.1},
    )


def score(competency: str = "teamwork", points: float | None = 60.0, **changes: object) -> CompetencyScore:
    """Return one competency score with a standard error of 12 points."""
    given = {
        "competency": competency,
        "score": points,
        "level": None if points is None else 4,
        "confidence": 0.0 if points is None else 0.6,
        "standard_error": None if points is None else 12.0,
        "not_scored": "off_topic" if points is None else None,
        "judge": "local 2026-11.1",
        "rubric_version": "2026-11.1",
    }
    return CompetencyScore.model_validate({**given, **changes})


def with_scores(answer: str, *scores: CompetencyScore) -> AnswerAssessed:
    """Return an assessed answer that carries just these scores."""
    return assessed(answer=answer, watched=False).model_copy(update={"scores": scores, "answer_id": answer})


def interview() -> InterviewRef:
    """Return the first revision of an interview."""
    return InterviewRef(tenant_id=TENANT, interview_id=INTERVIEW, position_id=POSITION, revision=1)


def _second(index: int, seconds: int, absent: bool) -> VisionSecond:
    if absent:
        return VisionSecond(at_ms=_ms(index * 1000), faces=0, brightness=0.4, confidence=0.2)
    wave = math.sin(index / 3)
    return VisionSecond(
        at_ms=_ms(index * 1000),
        faces=1,
        face_share=0.25,
        offset_x=0.02,
        offset_y=-0.05,
        brightness=0.55 + 0.03 * wave,
        sharpness=120.0,
        pose=HeadPose(yaw=9 * wave, pitch=2.0, roll=0.5),
        gaze_on_camera=0.8 + 0.2 * wave,
        smile=0.7 if abs(index - seconds // 2) < 3 else 0.1,
        blinks=1 if index % 4 == 0 else 0,
        confidence=0.9,
    )


def _counts(text: str) -> Counter[str]:
    english = [word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())]
    chinese = re.findall(r"(?=([\u3400-\u9fff]{2}))", text)
    return Counter([*english, *chinese])


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    shared = sum(left[piece] * right[piece] for piece in left)
    size = math.sqrt(sum(count**2 for count in left.values()) * sum(count**2 for count in right.values()))
    return shared / size if size else 0.0


def _ms(value: float) -> Milliseconds:
    return Milliseconds(int(value))
