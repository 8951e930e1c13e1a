"""What a candidate is written once a result may be read: one message a decision, by the link that they have."""

from shared.kernel.ids import CandidateId, InterviewId
from shared.platform.keys import Shredded
from shared.recruiting.invitations.desk import InvitationDesk
from shared.recruiting.invitations.messages.messenger import Envelope

KIND = "result_available"


def tell_result(candidate_id: CandidateId, interview_id: InterviewId, decision_id: str, desk: InvitationDesk) -> str:
    """Write to the candidate that a decision may be read; return how the message stands, or ``nothing``.

    Safe to do twice: of a decision there is one message, whatever link it carried. Nobody is written to who was
    erased, who was not invited, or whose link was revoked. Raises ``Unavailable``.
    """
    record = desk.invitations.of_interview(candidate_id, interview_id)
    if record is None or record.state == "revoked":
        return "nothing"
    before = desk.messenger.messages.of_candidate(candidate_id)
    if any((one.kind, one.occasion) == (KIND, decision_id) and one.number != record.number for one in before):
        return "nothing"  # told by a link that was made new since
    try:
        desk.candidates.followed(candidate_id)
        invitation = desk.invitations.document(record.invitation_id)
        return desk.told(Envelope(kind=KIND, occasion=decision_id), record, invitation).state
    except Shredded:
        return "nothing"
