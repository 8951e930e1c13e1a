"""What can stand in the way of a candidate, in words of both languages: a candidate reads them."""

from collections.abc import Sequence
from datetime import datetime

from shared.kernel.errors import BoleError, Conflict, Gone, Invalid, NotFound


class RecordingNeeded(Invalid):
    """The candidate does not want to be recorded."""

    code = "recording_consent_required"

    def __init__(self) -> None:
        super().__init__(
            "The interview cannot be held here without recording. 不同意录制则无法在此进行面试。",
            "Agree to the recording, or ask the company for an interview of another kind. "
            "请同意录制,或联系招聘方安排其他形式的面试。",
        )


class InterviewClosed(Gone):
    """The interview's time is over."""

    code = "session_expired"

    def __init__(self, closed_at: datetime) -> None:
        when = closed_at.strftime("%Y-%m-%d %H:%M UTC")
        super().__init__(
            f"This interview closed at {when}. 面试已于 {when} 截止。",
            "What you uploaded before is kept and counts. Ask the company for a new invitation if you need more time. "
            "此前上传的内容已保留并有效;如需更多时间,请联系招聘方。",
        )


class ArrivedLate(Gone):
    """The recording is there, and came too late to count."""

    code = "arrived_late"

    def __init__(self, accepted_until: datetime) -> None:
        when = accepted_until.strftime("%Y-%m-%d %H:%M UTC")
        super().__init__(
            f"The recording arrived after {when}. 录像在 {when} 之后才上传完成。",
            "It is kept and nothing is lost; the company decides whether to accept it. Write to them. "
            "录像已保存、不会丢失;是否接受由招聘方决定,请与其联系。",
        )


class NoticePeriodRuns(Conflict):
    """The law wants so much time between the notice of a machine and its use."""

    code = "notice_period"

    def __init__(self, until: datetime) -> None:
        when = until.strftime("%Y-%m-%d %H:%M UTC")
        super().__init__(
            f"The machine may not be used before {when}: the law of this place asks for notice. "
            f"依当地法律须提前告知,{when} 之前不得使用机器评分。",
            "Come back then, or refuse scoring by the machine and begin now: people judge your answers. "
            "请届时再来,或不同意机器评分、现在开始,由人工评审。",
        )


class NotOpened(Conflict):
    """The candidate has not agreed yet."""

    code = "session_not_open"

    def __init__(self) -> None:
        super().__init__("The interview has not begun. 面试尚未开始。", "Give your consent first. 请先完成授权确认。")


class OtherConsents(Conflict):
    """The session was opened with other choices."""

    code = "already_opened"

    def __init__(self) -> None:
        super().__init__(
            "The interview was opened with other choices. 面试已按其他授权选项开始。",
            "Go on with those, or ask the company to change them. 请按原选项继续,或联系招聘方修改。",
        )


class NoSuchAnswer(NotFound):
    """The interview awaits no such answer."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(f"This interview has no answer {answer_id}.", "Ask for the session, which lists the answers.")


class NoSuchUpload(NotFound):
    """The answer has no such upload, or a newer one replaced it."""

    def __init__(self, upload_id: str) -> None:
        super().__init__(
            f"The upload {upload_id} is not the current one of this answer. 该上传已被新的录制取代。",
            "Ask for the session and go on with the upload that it names. 请刷新后继续当前上传。",
        )


class UploadInTheWay(Conflict):
    """Another recording of this answer was begun or handed in."""

    code = "upload_exists"

    def __init__(self, retakes_left: int) -> None:
        super().__init__(
            "Another recording of this answer is there already. 该题已有录制内容。",
            f"Send restart: true to record it anew; {retakes_left} retakes are left. "
            f"如需重录请确认重新开始;剩余 {retakes_left} 次。",
        )


class NoRetakesLeft(Conflict):
    """Every attempt has been used."""

    code = "no_retakes_left"

    def __init__(self) -> None:
        super().__init__(
            "No retakes are left for this answer. 该题重录次数已用完。",
            "Hand in the recording that is there. 请提交已有录制。",
        )


class PartsGone(Gone):
    """The file store gave up what had arrived: parts are not kept for ever."""

    code = "parts_gone"

    def __init__(self) -> None:
        super().__init__(
            "The parts of this upload are not there any more. 已上传的分片已失效。", "Begin it again. 请重新上传。"
        )


class BytesMissing(Invalid):
    """Not everything has arrived."""

    code = "bytes_missing"

    def __init__(self, arrived: int, expected: int) -> None:
        super().__init__(
            f"{arrived} of {expected} bytes have arrived. 已收到 {arrived}/{expected} 字节。",
            "Ask for the session, send the parts that it does not list, and complete again. "
            "请补传缺少的部分后再次提交。",
        )


class Paused(Conflict):
    """The candidate paused the interview."""

    code = "interview_paused"

    def __init__(self) -> None:
        super().__init__("The interview is paused. 面试已暂停。", "Resume it, then go on. 请先点击继续。")


class Handed(Conflict):
    """The candidate has completed the interview."""

    code = "interview_completed"

    def __init__(self) -> None:
        super().__init__(
            "The interview was completed. 面试已提交完成。",
            "Everything you handed in is kept; nothing can be changed any more. Open the link again for your receipt. "
            "您提交的内容均已保存,不能再修改;再次打开链接可查看回执。",
        )


class RecordingWithdrawn(Gone):
    """The candidate took back the consent to be recorded."""

    code = "recording_withdrawn"

    def __init__(self) -> None:
        super().__init__(
            "You took back your consent to be recorded, so this interview has ended. 您已撤回录制授权,本次面试已结束。",
            "Write to the company if you want an interview of another kind. 如希望以其他形式面试,请联系招聘方。",
        )


class NotYourTurn(Conflict):
    """An earlier question has not been looked at."""

    code = "earlier_question_first"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Question {number} comes first. 请先查看第 {number} 题。",
            "Questions are shown one after the other; go on with that one. 题目按顺序显示,请从该题继续。",
        )


class TextNotPlanned(Invalid):
    """Written answers were not agreed for this interview."""

    code = "text_not_planned"

    def __init__(self) -> None:
        super().__init__(
            "Written answers are not planned in this interview. 本次面试未安排文字作答。",
            "Record your answer, or ask for written answers as an accommodation. "
            "请录制作答;如需文字作答,请提交便利申请。",
        )


class StillUnanswered(Conflict):
    """Questions have no answer yet."""

    code = "unanswered"

    def __init__(self, numbers: Sequence[int], arriving: Sequence[int]) -> None:
        said = [
            f"{en}: {listed}. {zh}:第 {listed} 题。"
            for en, zh, which in (
                ("Questions without an answer", "尚未作答", numbers),
                ("Still uploading", "仍在上传", arriving),
            )
            for listed in [", ".join(str(number) for number in which)]
            if which
        ]
        super().__init__(
            " ".join(said),
            "Answer them, or complete the interview without them by confirming it. "
            "请继续作答;如确定不作答,请确认后直接完成。",
        )


class NothingToWithdraw(Conflict):
    """This consent was never given."""

    code = "not_given"

    def __init__(self, purpose: str) -> None:
        super().__init__(
            f"You have not given this consent ({purpose}). 您并未作出此项授权。",
            "There is nothing to take back. 无需撤回。",
        )


class KeysMissing(BoleError):
    """A function that was given no keys reaches for sealed rows: a defect of the deployment."""

    code = "keys_missing"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This function has no keys and cannot read or write what is sealed ({what}).",
            "Nothing was changed. Report this to the operator of this deployment.",
        )
