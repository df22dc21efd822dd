"""The page of a case for those concerned by it: who may open it holds a signed link."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from poucet.contribute.moderation.models import Case, Report

_SALT = "poucet.moderation"


@dataclass(frozen=True)
class Concerned:
    """A case, and the notice of who follows it; without one, it is the author who does."""

    case: Case
    report: Report | None

    @property
    def is_author(self) -> bool:
        return self.report is None


def token_of(case: Case, report: Report | None) -> str:
    """Whose link it is; the same each time, so that a letter of last month still opens it."""
    return signing.Signer(salt=_SALT).sign_object([case.number, report.number if report else 0])


def concerned(token: str) -> Concerned | None:
    """Whom a link was given to."""
    try:
        case_number, report_number = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    case = Case.objects.filter(number=case_number).first()
    if case is None:
        return None
    if not report_number:
        return Concerned(case, None)
    row = Report.objects.filter(case=case, number=report_number).first()
    return Concerned(case, row) if row else None
