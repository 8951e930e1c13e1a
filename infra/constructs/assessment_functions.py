"""The Lambda functions that the state machines of the assessment stage call."""

from dataclasses import dataclass

from aws_cdk import aws_lambda as lambda_


@dataclass(frozen=True)
class AssessmentFunctions:
    """One function a task state; the first four belong to ``assess_answer``, the rest to ``complete_interview``."""

    prepare: lambda_.IFunction
    score_answer: lambda_.IFunction
    record: lambda_.IFunction
    record_failure: lambda_.IFunction
    aggregate: lambda_.IFunction
    norm: lambda_.IFunction
    propose: lambda_.IFunction
    report: lambda_.IFunction
    notify: lambda_.IFunction
    record_interview_failure: lambda_.IFunction
