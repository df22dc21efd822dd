"""Letters that the house writes: two templates, a subject and a body, in the commune's own language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from poucet.town.models import Commune


def letter(
    name: str, told: dict[str, Any], *, to: str, headers: dict[str, str] | None = None
) -> EmailMessage:
    """The letter of `NAME_subject.txt` and `NAME_message.txt`, signed by the commune; not sent yet."""
    commune = Commune.objects.filter(pk=1).first()
    said = {"house": commune.name if commune else "Poucet", **told}
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"{name}_subject.txt", said).strip()
        body = render_to_string(f"{name}_message.txt", said)
    return EmailMessage(f"{said['house']} – {subject}", body, None, [to], headers=headers or {})
