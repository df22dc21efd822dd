"""What follows an act runs once it is written, apart from the request, and never when it is undone."""

from __future__ import annotations

import logging
import threading

import pytest
from django.db import transaction

from poucet.town.errands import run_after

pytestmark = pytest.mark.django_db


def test_errand_runs_once_the_act_is_written(django_capture_on_commit_callbacks) -> None:
    done: list[str] = []
    with django_capture_on_commit_callbacks(execute=True):
        run_after(lambda: done.append("run"))
        assert done == []
    assert done == ["run"]


def test_errand_of_an_act_undone_never_runs(django_capture_on_commit_callbacks) -> None:
    done: list[str] = []
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        run_after(lambda: done.append("run"))
        transaction.set_rollback(True)
    assert done == []


def test_errand_runs_apart_and_its_failure_is_told_to_the_log_only(
    settings, django_capture_on_commit_callbacks, caplog
) -> None:
    settings.ERRANDS_APART = True
    where: list[str] = []

    def fail() -> None:
        where.append(threading.current_thread().name)
        raise ValueError

    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        run_after(fail)
    for thread in threading.enumerate():
        if thread.name == "errand":
            thread.join(10)
    assert where == ["errand"]
    assert "the night takes it up" in caplog.text
