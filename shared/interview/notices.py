"""What a candidate is told before anything is recorded, in both languages. A change of words is a new version."""

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.tenancy.contracts import JurisdictionPolicy

WORDING = "2026-11.2"


class Notice(Frozen):
    """The text beside each consent. ``vision`` is null where the tenant measures nothing in the picture."""

    wording: str
    recording: LocalizedText
    automated_assessment: LocalizedText
    vision: LocalizedText | None
    decision: LocalizedText
    retention: LocalizedText


RECORDING = LocalizedText(
    zh="您的回答(声音、画面或文字)将被录制,并供招聘方查看。不同意录制则无法在此进行面试。",
    en="Your answers (sound, picture or text) are recorded, and the company can watch them. Without recording the "
    "interview cannot be held here.",
)
ASSESSMENT = LocalizedText(
    zh="机器会把您的话转成文字,并按岗位能力项给出带原文依据的评分建议;也可能把文字交给语言模型评判。语速、停顿和口头禅只影响语言表达"
    "和沟通两项;音高、音量和录音质量会被测量,但不计入评分。您可以拒绝,此时仅由人工评审,不影响您参加面试。",
    en="A machine writes down what you say and proposes a score for each competency, with quotes as evidence; it may "
    "ask a language model, which gets the words alone. How fast and how fluently you speak counts for verbal "
    "expression and communication only; pitch, loudness and the quality of the sound are measured and have no weight. "
    "You may refuse: then only people judge your answers, and you can take the interview all the same.",
)
VISION = LocalizedText(
    zh="机器会测量画面:是否有人脸、取景、光线、头部朝向和是否看向镜头。这些只作说明,不计入评分。可以拒绝。",
    en="A machine measures the picture: whether a face is there, framing, light, head pose, looking at the camera. It "
    "describes and has no weight in the score. You may refuse.",
)
VISION_WITH_EXPRESSION = LocalizedText(
    zh="机器会测量画面:是否有人脸、取景、光线、头部朝向、是否看向镜头以及面部表情类别。这些只作说明,不计入评分。可以拒绝。",
    en="A machine measures the picture: whether a face is there, framing, light, head pose, looking at the camera, and "
    "classes of facial expression. It describes and has no weight in the score. You may refuse.",
)
DECISION = LocalizedText(
    zh="评分只是建议。是否录用由具名的人作出决定并记录。",
    en="A score only proposes. A named person decides, and that decision is recorded.",
)


def notice_of(policy: JurisdictionPolicy) -> Notice:
    """Return what candidates of a tenant with this policy are told."""
    vision = (VISION_WITH_EXPRESSION if policy.expression else VISION) if policy.vision else None
    days = policy.retention_days
    return Notice(
        wording=WORDING,
        recording=RECORDING,
        automated_assessment=ASSESSMENT,
        vision=vision,
        decision=DECISION,
        retention=LocalizedText(
            zh=f"录制内容最多保存 {days} 天,您可随时要求删除。",
            en=f"Recordings are kept for {days} days at most; you can ask for deletion at any time.",
        ),
    )
