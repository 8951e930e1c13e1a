"""The assessed answers of an interview, read by reference."""

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.progress import AnswerState
from shared.assessment.service.scope import Scope
from shared.kernel.ids import AnswerId, InterviewId


def assessed_answers(scope: Scope, interview_id: InterviewId) -> dict[AnswerId, AnswerAssessed]:
    """Return the document of each assessed answer, in the order of the questions.

    Raises:
        DamagedDocument: a document is not the one that was recorded.
        Unavailable: the table or the bucket did not answer.
    """
    return read_documents(scope, scope.interviews.answers(interview_id))


def read_documents(scope: Scope, answers: list[AnswerState]) -> dict[AnswerId, AnswerAssessed]:
    """Return the document of each of ``answers`` that was assessed. Raises as ``assessed_answers``."""
    return {
        answer.answer_id: scope.documents.get_document(answer.document, AnswerAssessed)
        for answer in answers
        if answer.status == "assessed" and answer.document is not None
    }
