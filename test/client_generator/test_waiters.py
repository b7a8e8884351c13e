"""Waiters: what the settings may ask for, and what is said where they do not fit the document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from client_generator import ConfigError, Generated, generate, load_settings
from test.client_generator.documents import write_document

DOCUMENT = """
paths:
  /jobs/{id}:
    get:
      operationId: get_job
      tags: [jobs]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: It., content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}}
  /jobs/{id}/wait:
    get:
      operationId: follow_job
      tags: [jobs]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: timeout, in: query, schema: {type: integer}}
      responses:
        "200": {description: It., content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}}
  /names:
    get:
      operationId: get_names
      tags: [names]
      responses: {"200": {description: All., content: {application/json: {schema: {type: array, items: {}}}}}}
components:
  schemas:
    Job:
      type: object
      properties:
        job-state: {type: string, enum: [queued, running, done, broken]}
        why: {type: string}
"""
FITTING = {"operation": "get_job", "property": "job-state", "pending": "[queued, running]", "failed": "[broken]"}


def made(folder: Path, style: str = "openapi-generator", **wanted: str) -> Generated:
    lines = "".join(f"    {key}: {value}\n" for key, value in wanted.items())
    settings = folder / "client_generator.yaml"
    settings.write_text(f"package: client\nstyle: {style}\nwaiters:\n  wait_for_job:\n{lines}")
    return generate(write_document(folder, DOCUMENT), load_settings(settings))


def test_a_waiter_has_the_arguments_of_what_it_asks_and_a_timeout(tmp_path: Path) -> None:
    files = made(tmp_path, **FITTING, long_poll="GET /jobs/{id}/wait", reason="why").files
    method = files["client/api/jobs_api.py"].decode()
    assert "def wait_for_job(self, id: str, timeout: Optional[float] = None) -> Job:" in method
    assert 'return self._wait(_operations.WAIT_FOR_JOB, {"id": id}, timeout)' in method
    operations = files["client/_operations/jobs.py"].decode()
    for part in (
        "GET_JOB,",
        '"job_state",',
        'frozenset({"queued", "running"})',
        "long_poll=FOLLOW_JOB",
        'reason="why"',
    ):
        assert part in operations
    awaited = files["client/aio/api/jobs_api.py"].decode()
    assert 'return await self._wait(_operations.WAIT_FOR_JOB, {"id": id}, timeout)' in awaited


def test_a_timeout_of_the_operation_stays_its_own(tmp_path: Path) -> None:
    text = made(tmp_path, **{**FITTING, "operation": "follow_job"}).files["client/api/jobs_api.py"].decode()
    assert "timeout: Optional[int] = None, wait_timeout: Optional[float] = None" in text


def test_a_waiter_is_in_the_reference(tmp_path: Path) -> None:
    page = made(tmp_path, **FITTING).files["docs/JobsApi.md"].decode()
    assert "## wait_for_job\n\n```python\nwait_for_job(id, timeout=None) -> Job\n```" in page
    assert "If it is `broken`, an `OperationFailedException` is raised." in page


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"operation": "get_jobs"}, "operation: there is no operation get_jobs; did you mean get_job?"),
        ({"operation": "get_names"}, "operation: get_names returns no object with properties"),
        ({"property": "jobstate"}, "property: Job has no property jobstate; did you mean job-state?"),
        ({"reason": "how"}, "reason: Job has no property how"),
        ({"pending": "[runing]"}, "pending: Job.job-state is never runing; did you mean running?"),
        ({"long_poll": "get_names"}, "long_poll: there is no operation get_names in the group of jobs"),
        ({"pending": "running"}, "pending must be a list of texts, not 'running'"),
        ({"pending": "[1]"}, r"pending must be a list of texts, not \[1\]"),
        ({"reason": "[why]"}, r"reason must be a text, not \['why'\]"),
        ({"until": "done"}, "there is no key until"),
    ],
)
def test_a_waiter_that_does_not_fit_the_document_is_refused(
    changed: dict[str, Any], problem: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=problem):
        made(tmp_path, **{**FITTING, **changed})


def test_a_waiter_lacks_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"waiters\.wait_for_job lacks property and pending"):
        made(tmp_path, operation="get_job")
