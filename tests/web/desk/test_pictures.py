"""A clerk adds the photograph of a deed: made bearable, rid of what it hides, shown, dumped, taken away."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from poucet.dossier.dumping import dump
from poucet.dossier.loading import examine, load
from poucet.dossier.models import KeptFile
from poucet.pebble.models import Picture
from poucet.town.models import RegisterEntry
from tests.dossier.hostile.tools import bomb_in
from tests.factories import SIGNED, a_pebble, a_person
from tests.web.desk.conftest import seated

SAID = {"alt": "Des panneaux au soleil", "credit": "Rose", "licence": "CC BY 4.0"}
GPS, ORIENTATION, ON_ITS_SIDE = 0x8825, 0x0112, 6


def photograph(size: tuple[int, int] = (3000, 1500), form: str = "JPEG") -> bytes:
    """Give what a telephone sends: on its side, with the place where it was taken."""
    hidden = Image.Exif()
    hidden[ORIENTATION] = ON_ITS_SIDE
    hidden[GPS] = {1: "N", 2: (50.0, 26.0, 0.0)}
    written = io.BytesIO()
    Image.new("RGB", size, (200, 60, 20)).save(written, form, exif=hidden)
    return written.getvalue()


def sent(client: Client, content: bytes, name: str = "IMG_0001.jpg", **said: str):
    return client.post(
        "/bureau/caillou/7/images", {"picture": SimpleUploadedFile(name, content), **SAID, **said}
    )


@pytest.fixture
def pebble(db):
    return a_pebble(number=7, key="le-toit")


def test_picture_is_shown_at_once_made_smaller_and_tells_nothing_it_hides(desk, pebble):
    assert sent(desk, photograph()).status_code == 302
    (picture,) = pebble.pictures.all()
    assert (picture.width, picture.height) == (1000, 2000)
    page = Client().get(pebble.get_absolute_url()).content.decode()
    assert f'src="/{picture.file}" alt="Des panneaux au soleil"' in page
    served = Client().get(f"/{picture.file}")
    assert served["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(served.content)) as seen:
        assert seen.size == (1000, 2000)
        assert not seen.getexif()
    assert RegisterEntry.objects.get(act="pebble.picture_added").number == 7


def test_picture_goes_out_with_the_dossier_and_comes_back(desk, pebble, tmp_path):
    sent(desk, photograph())
    files = dump()
    assert pebble.pictures.get().file in files
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert examine(tmp_path)[2] == []
    load(tmp_path, signed=SIGNED)
    assert dump() == files


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"not a picture"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("a.jpg", photograph()[:900]),
        ("a.gif", photograph((9, 9), "JPEG")[:4] + b"GIF89a"),
        ("a.jpg", b""),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(desk, pebble, name, content):
    desk.cookies["langue"] = "fr"
    page = sent(desk, content, name=name)
    assert page.status_code == 200
    assert 'class="fault"' in page.content.decode()
    assert not Picture.objects.exists()
    assert not KeptFile.objects.exists()
    assert "Des panneaux au soleil" in page.content.decode()


@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 9_000)])
def test_picture_that_unfolds_is_refused_in_words(desk, pebble, tmp_path, size):
    bomb_in("media/a.png", *size)(tmp_path)
    desk.cookies["langue"] = "fr"
    page = sent(desk, (tmp_path / "media" / "a.png").read_bytes(), name="a.png")
    assert "Cette image dépasse 50 millions de points. Réduisez-la." in page.content.decode()
    assert not Picture.objects.exists()


def test_words_are_asked_before_anything_is_kept(desk, pebble):
    page = sent(desk, photograph(), alt="").content.decode()
    assert "Choose the picture again" in page
    assert not KeptFile.objects.exists()


def test_picture_taken_away_leaves_its_page_and_its_file(desk, pebble):
    sent(desk, photograph())
    picture = pebble.pictures.get()
    assert desk.post(f"/bureau/caillou/7/images/{picture.pk}/enlever").status_code == 302
    assert not pebble.pictures.exists()
    assert Client().get(f"/{picture.file}").status_code == 404
    assert RegisterEntry.objects.filter(act="pebble.picture_removed").count() == 1


def test_picture_of_another_deed_is_not_taken_away(desk, pebble):
    sent(desk, photograph())
    a_pebble(number=8, key="la-halle")
    picture = pebble.pictures.get()
    assert desk.post(f"/bureau/caillou/8/images/{picture.pk}/enlever").status_code == 404
    assert pebble.pictures.exists()


def test_nobody_else_knows_that_these_pages_are_there(pebble):
    resident = seated(a_person())
    assert resident.get("/bureau/caillou/7/images").status_code == 404
    assert sent(resident, photograph()).status_code == 404
    assert not Picture.objects.exists()
