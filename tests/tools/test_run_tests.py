import pytest

import run_tests
from run_tests import Outcome, counted, environment_for, missing

REPORT = """<testsuites><testsuite tests="9" failures="2" errors="1" skipped="3"></testsuite></testsuites>"""


def test_counts_are_read_from_the_report(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert counted(report) == {"passed": 3, "failed": 3, "skipped": 3}


def test_run_that_stopped_before_its_first_test_counts_none(tmp_path):
    assert counted(tmp_path / "absent.xml") == {"passed": 0, "failed": 0, "skipped": 0}


@pytest.mark.parametrize(
    ("status", "failed", "good"), [(0, 0, True), (5, 0, True), (1, 1, False), (2, 0, False)]
)
def test_outcome_is_good_when_nothing_failed(status, failed, good):
    assert Outcome("SQLite", status=status, failed=failed).is_good is good


def test_each_run_requires_only_what_it_can_have(monkeypatch):
    monkeypatch.setenv("POUCET_REQUIRE", "browser,postgresql,data")
    monkeypatch.setenv("DATABASE_URL", "postgresql://town@localhost/the-real-one")
    on_sqlite = environment_for(left_out="postgresql")
    assert (on_sqlite["POUCET_REQUIRE"], on_sqlite.get("DATABASE_URL")) == ("browser,data", None)
    assert (
        environment_for(left_out="browser", database_url="postgresql://x/y")["DATABASE_URL"]
        == "postgresql://x/y"
    )


@pytest.mark.parametrize(("required", "good"), [("", True), ("data", True), ("browser,data", False)])
def test_missing_part_fails_only_where_it_is_required(monkeypatch, required, good):
    monkeypatch.setenv("POUCET_REQUIRE", required)
    assert missing("browser", "No Chromium here.").is_good is good


def test_suite_fails_when_no_test_ran(monkeypatch, capsys):
    for part in ("on_sqlite", "in_browser", "on_postgresql"):
        monkeypatch.setattr(run_tests, part, lambda arguments: Outcome("part", status=5))
    assert run_tests.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 0 failed, 0 skipped"
