import pytest

from poucet.dossier.models import KeptFile

pytestmark = pytest.mark.django_db
PIXEL = b"\x89PNG\r\n\x1a\n and the rest"


@pytest.fixture(autouse=True)
def kept():
    KeptFile.objects.create(path="media/toit.png", content=PIXEL, digest="abc123")
    KeptFile.objects.create(path="media/plan.svg", content=b"<svg/>", digest="def456")
    KeptFile.objects.create(path="commune.yaml", content=b"name: X", digest="fed987")


def test_picture_is_served_as_the_dossier_keeps_it(client):
    response = client.get("/media/toit.png")
    assert response.content == PIXEL
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=604800" in response.headers["Cache-Control"]


def test_picture_that_did_not_change_is_not_sent_again(client):
    response = client.get("/media/toit.png", headers={"if-none-match": '"abc123"'})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["absent.png", "plan.svg", "commune.yaml", "..%2Fcommune.yaml", "%2E%2E/commune.yaml"]
)
def test_nothing_but_pictures_is_served(client, name):
    assert client.get(f"/media/{name}").status_code == 404
