"""The pictures of a deed at the desk: added one by one, taken away, each at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poucet.dossier.pictures import drawn_again, forget_picture, keep_picture
from poucet.pebble.models import Pebble, Picture
from poucet.pebble.operations import add_picture, take_picture_away
from poucet.town.desk.fields import LineField
from poucet.town.errors import RuleError
from poucet.town.register import one_act
from poucet.web.accounts.views import signature_of
from poucet.web.desk.access import at_the_desk, editor_asked
from poucet.web.desk.wording import explain

MAX_MEGABYTES = 25  # what a telephone takes, with room to spare; ours is far lighter once made
WORD = "caillou"


class PictureForm(forms.Form):
    """A picture, and the words without which it is not shown."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG or WebP. What it hides, such as where it was taken, is not kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = LineField(
        label=gettext_lazy("What it shows"),
        max_length=300,
        help_text=gettext_lazy("For those who cannot see it: “Panels on the south side of the church roof”."),
    )
    credit = LineField(label=gettext_lazy("Who took it"), max_length=200)
    licence = LineField(
        label=gettext_lazy("Licence"),
        max_length=100,
        help_text=gettext_lazy(
            "“CC BY 4.0”, “with the author’s consent”. Whoever can be recognised has agreed."
        ),
    )

    def clean_picture(self) -> UploadedFile[bytes]:
        sent: UploadedFile[bytes] = self.cleaned_data["picture"]
        if (sent.size or 0) > MAX_MEGABYTES * 1_000_000:
            raise forms.ValidationError(
                _("This file is over %(limit)s MB. Make it smaller."), params={"limit": MAX_MEGABYTES}
            )
        return sent


@at_the_desk("GET", "HEAD", "POST")
def pictures(request: HttpRequest, number: int) -> HttpResponse:
    """Those that are there, and a form for one more."""
    pebble, editor = _pebble_asked(request, number), editor_asked(request, WORD)
    form = PictureForm(request.POST or None, request.FILES or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            drawn = drawn_again(said.pop("picture"))  # before the act: other writers need not wait for it
            with one_act():
                file = keep_picture(drawn.content, stem=f"{WORD}-{number}")
                size = {"width": drawn.width, "height": drawn.height}
                add_picture(pebble, file=file, signed=signature_of(request), **size, **said)
        except RuleError as refusal:
            form.add_error("picture", explain(refusal))
        else:
            messages.success(request, _("The picture is on the page of the deed."))
            return redirect("desk-pictures", number=number)
    elif request.FILES and "picture" not in form.errors:
        form.add_error("picture", _("Choose the picture again: a browser does not send it twice."))
    title = editor.sheet.title_of(editor.held(pebble))
    context = {
        "editor": editor,
        "number": number,
        "title": title,
        "form": form,
        "pictures": pebble.pictures.all(),
    }
    return render(request, "desk/pictures.html", context)


@at_the_desk("POST")
def take_away(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Take a picture off its page; its file is deleted."""
    picture = get_object_or_404(Picture, pk=pk, pebble=_pebble_asked(request, number))
    with one_act():
        take_picture_away(picture, signed=signature_of(request))
        if not Picture.objects.filter(file=picture.file).exists():
            forget_picture(picture.file)
    messages.success(request, _("The picture is taken away, and its file deleted."))
    return redirect("desk-pictures", number=number)


def _pebble_asked(request: Any, number: int) -> Pebble:
    """A deed that stands, for who may write deeds."""
    editor_asked(request, WORD)
    found: Pebble | None = Pebble.objects.filter(number=number).first()
    if found is None:
        raise Http404
    return found
