"""All that is measured in the words of an answer, whatever it is scored on."""

from shared.assessment.features.coherence import coherence
from shared.assessment.features.elaboration import elaboration
from shared.assessment.features.fluency import fluency
from shared.assessment.features.reading import Reading
from shared.assessment.features.relevance import relevance
from shared.assessment.features.specificity import specificity
from shared.assessment.features.structure import structure
from shared.assessment.features.tone import collective_agency, wording
from shared.assessment.features.vocabulary import vocabulary
from shared.assessment.model.score import Feature
from shared.assessment.ports import Embedder
from shared.assessment.speech import speech_features


def measure(reading: Reading, question: str, embedder: Embedder) -> tuple[Feature, ...]:
    """Return language and speech features. ``relevance`` is left out where ``question`` is empty."""
    found = counted(reading)
    facts = next(feature.raw for feature in found if feature.name == "specificity")
    asked = (relevance(reading, question, facts, embedder),) if question.strip() else ()
    return (*asked, coherence(reading, embedder), *found)


def counted(reading: Reading) -> tuple[Feature, ...]:
    """Return the features that need no embedder: they are shown also where nothing is scored."""
    speech = speech_features(reading)
    fluent = fluency(reading, speech)
    return (
        *structure(reading),
        specificity(reading),
        elaboration(reading),
        vocabulary(reading),
        collective_agency(reading),
        *wording(reading),
        *((fluent,) if fluent is not None else ()),
        *speech,
    )
