"""The command as a clerk meets it: what it prints, and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from poucet.cli import main
from poucet.town.models import RegisterEntry
from poucet.web.search.models import Entry
from tests.factories import SIGNED

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert main(["init", str(tmp_path / "commune"), "--name", "Saint-Exemple"]) == 0
    return tmp_path / "commune"


def test_init_check_load_dump_give_the_same_files(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dossier", "check", str(folder)]) == 0
    assert main(["dossier", "load", str(folder)]) == 0
    assert main(["dossier", "dump", str(tmp_path / "copy")]) == 0
    files = {path.relative_to(folder) for path in folder.rglob("*.*") if ".schemas" not in path.parts}
    for path in files - {Path(".schemas")}:
        assert (tmp_path / "copy" / path).read_bytes() == (folder / path).read_bytes()
    assert "Saint-Exemple" in (tmp_path / "copy" / "commune.yaml").read_text(encoding="utf-8")


def test_init_refuses_a_folder_that_holds_something(folder: Path) -> None:
    before = (folder / "commune.yaml").read_bytes()
    assert main(["init", str(folder)]) == 1
    assert (folder / "commune.yaml").read_bytes() == before


def test_faults_are_printed_with_place_and_remedy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = folder / "sources.yaml"
    source.write_text(
        source.read_text(encoding="utf-8").replace("year: 2025", "year: hier"), encoding="utf-8"
    )
    assert main(["dossier", "load", str(folder)]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("sources.yaml:6: [1].year: ")
    assert "Rien n’a été chargé." in printed.err


def test_load_names_what_it_withdraws(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "load", str(folder)]) == 0
    assert "retirée" not in capsys.readouterr().out
    for story in (folder / "stories").iterdir():
        story.unlink()
    assert main(["dossier", "load", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "1 page est retirée" in printed
    assert "\n  /recit/1 " in printed


def test_commands_are_named_as_this_one_was_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POUCET_CALLED", "./poucet")
    assert main(["init", str(tmp_path / "poucet")]) == 0
    printed = capsys.readouterr().out
    assert f"\n  ./poucet dossier check {tmp_path}/poucet\n" in printed
    assert main(["dossier", "dump", str(tmp_path / "copy")]) == 1
    assert ": ./poucet dossier load" in capsys.readouterr().err


def test_first_key_is_a_whole_address(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    assert main(["person", "add", "rose@exemple.fr"]) == 0
    assert "\nhttp://127.0.0.1:8000/compte/premiere-cle/" in capsys.readouterr().out
    settings.ALLOWED_HOSTS = ["127.0.0.1", "etoile.exemple.fr"]
    assert main(["person", "add", "karim@exemple.fr"]) == 0
    assert "\nhttps://etoile.exemple.fr/compte/premiere-cle/" in capsys.readouterr().out


def test_faults_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "commune.yaml").write_text("nom: x\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["dossier", "check", str(folder), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert {fault["code"] for fault in said["faults"]} == {"field.missing", "field.unexpected"}


def test_dump_leaves_another_folder_alone(folder: Path, tmp_path: Path) -> None:
    main(["dossier", "load", str(folder)])
    other = tmp_path / "photos"
    other.mkdir()
    (other / "noel.jpg").write_bytes(b"x")
    assert main(["dossier", "dump", str(other)]) == 1
    assert [path.name for path in other.iterdir()] == ["noel.jpg"]


def test_dump_of_an_empty_house_is_refused(tmp_path: Path) -> None:
    assert main(["dossier", "dump", str(tmp_path / "copy")]) == 1
    assert not (tmp_path / "copy").exists()


def test_register_verify_says_its_seal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["dossier", "load", str(folder)])
    capsys.readouterr()
    assert main(["register", "verify", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["whole"] is True
    assert len(said["digest"]) == 64


def test_search_rebuild_finds_again_what_the_load_had_indexed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["dossier", "load", str(folder)])
    indexed = set(Entry.objects.values_list("kind", "number"))
    assert indexed
    Entry.objects.filter(kind="pebble").delete()
    capsys.readouterr()
    assert main(["search", "rebuild"]) == 0
    assert capsys.readouterr().out == f"{len(indexed)} choses peuvent être trouvées.\n"
    assert set(Entry.objects.values_list("kind", "number")) == indexed


def test_check_names_what_is_missing_before_opening(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    assert "POUCET_HTTPS" in capsys.readouterr().err


def test_unknown_word_is_misuse() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["dossier", "cook"])
    assert stop.value.code == 2


def test_english_is_spoken_when_asked() -> None:
    asked = {"POUCET_LANG": "en", "PATH": "/usr/bin:/bin"}
    said = subprocess.run(
        [sys.executable, "-m", "poucet.cli.command", "--help"],
        env=asked,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "serve this commune's site" in said.stdout


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DATABASE_URL", "mysql://nowhere/x", "postgresql://"),
        ("POUCET_DEBUG", "perhaps", "1 ou 0"),
        ("POUCET_SECRET_KEY", "short", "32 caractères"),
    ],
)
def test_bad_setting_stops_the_command(name: str, value: str, expected: str, tmp_path: Path) -> None:
    said = alone("check", home=tmp_path, **{name: value})
    assert said.returncode == 1
    assert f"{name} est inutilisable" in said.stderr.replace("Le réglage ", "")
    assert expected in said.stderr


@pytest.mark.parametrize(
    "command",
    [["register", "verify"], ["search", "rebuild"], ["check"], ["dossier", "dump", "x"], ["--help"]],
)
def test_command_answers_in_a_terminal_of_its_own(command: list[str], tmp_path: Path) -> None:
    """Here Django is awake already: only a process apart shows what wakes too late."""
    said = alone(*command, home=tmp_path)
    assert "Traceback" not in said.stderr
    assert said.returncode in {0, 1}


def alone(*command: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    asked = {"PATH": "/usr/bin:/bin", "POUCET_HOME": str(home), **settings}
    program = [sys.executable, "-m", "poucet.cli.command", *command]
    return subprocess.run(program, env=asked, capture_output=True, text=True, check=False, cwd=home)


def test_register_verify_says_where_the_chain_breaks(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["dossier", "load", str(folder)])
    last = RegisterEntry.objects.order_by("-sequence")[0]
    forged = {"previous": last.digest, "digest": "0" * 64, "at": SIGNED.at, "by": "quelqu’un"}
    RegisterEntry.objects.create(sequence=last.sequence + 1, act="pebble.laid", **forged)
    capsys.readouterr()
    assert main(["register", "verify"]) == 1
    assert f"ligne {last.sequence + 1}" in capsys.readouterr().err


def test_dump_refuses_to_lose_what_was_never_loaded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["dossier", "load", str(folder)])
    fresh, commune = folder / "pebbles" / "nouveau.yaml", folder / "commune.yaml"
    fresh.write_text("number: 2\n", encoding="utf-8")
    commune.write_text(commune.read_text(encoding="utf-8") + "# une note\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["dossier", "dump", str(folder)]) == 1
    printed = capsys.readouterr().err
    assert "pebbles/nouveau.yaml" in printed
    assert "commune.yaml" in printed
    assert fresh.exists()
    assert "# une note" in commune.read_text(encoding="utf-8")
    assert main(["dossier", "dump", str(folder), "--force"]) == 0
    assert not fresh.exists()


def test_register_verify_tells_that_lines_are_gone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["dossier", "load", str(folder)])
    seal = RegisterEntry.objects.order_by("-sequence")[0].digest
    assert main(["register", "verify", "--against", seal]) == 0
    capsys.readouterr()
    assert main(["register", "verify", "--against", "0" * 64]) == 1
    assert "0" * 64 in capsys.readouterr().err
