"""Use cases of the assessment stage, one a file, in the order of the data.

``open_interview`` → ``prepare`` → ``score_answer`` → ``record`` | ``record_failure`` → ``aggregate`` → ``norm`` →
``report`` → ``notify`` | ``record_interview_failure``; beside them ``running``
(after each answer), ``sweep``, ``retry``, ``read``, ``own_rubrics``, ``calibrate`` and ``judging`` (by which weights).
"""
