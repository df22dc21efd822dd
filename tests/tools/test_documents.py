import argparse

import pytest

import documents
from documents import ROOT, anchors, command_faults, link_faults, target_faults, trace_faults, verbs

KNOWN = {("demo",), ("dossier", "check"), ("dossier", "load")}


def command() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    subparsers.add_parser("demo")
    dossier = subparsers.add_parser("dossier").add_subparsers()
    dossier.add_parser("check")
    dossier.add_parser("load")
    return parser


def test_verbs_are_the_leaves_of_the_command():
    assert set(verbs(command())) == KNOWN


def test_commands_shown_and_known_are_no_fault():
    text = "Run `./poucet demo --port 8000`.\n```\npoucet dossier check DIR\n$ poucet dossier load DIR\n```\n"
    assert list(command_faults({ROOT / "README.md": text}, KNOWN)) == []


@pytest.mark.parametrize("shown", ["poucet fly", "./poucet dossier burn DIR", "poucet dossier fly"])
def test_command_that_does_not_exist_is_a_fault(shown):
    text = f"`poucet demo` `poucet dossier check` `poucet dossier load`\n```sh\n{shown}\n```"
    assert len(list(command_faults({ROOT / "README.md": text}, KNOWN))) == 1


def test_verb_that_no_document_shows_is_a_fault():
    found = list(command_faults({ROOT / "README.md": "`poucet demo` and `poucet dossier load`"}, KNOWN))
    assert found == ["no document shows “poucet dossier check”"]


def test_prose_is_no_command():
    text = "In Poucet a poucet walks. `poucet demo` `poucet dossier check` `poucet dossier load`"
    assert list(command_faults({ROOT / "README.md": text}, KNOWN)) == []


def test_make_target_that_does_not_exist_is_a_fault():
    assert list(target_faults({ROOT / "README.md": "`make check`, `make coffee`"})) == [
        "README.md: no target “make coffee”"
    ]


def test_anchor_is_the_heading_in_lower_case():
    assert anchors("# Le dossier : à lire\n\n```\n# no heading\n```\n## 2. Words") == {
        "le-dossier--à-lire",
        "2-words",
    }


def test_link_to_nothing_is_a_fault_and_to_the_web_is_not():
    text = "[a](README.md) [b](docs/nowhere.md) [c](https://example.org) [d](#no-such-heading) `[e](f)`"
    assert list(link_faults({ROOT / "README.md": text})) == [
        "README.md: docs/nowhere.md leads nowhere",
        "README.md: #no-such-heading names no heading",
    ]


def test_trees_shown_are_held_to_the_rooms(monkeypatch, tmp_path):
    for name in ("town", "measure", "web", "cli", "locale"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(documents, "ROOMS", tmp_path)
    good = "```\nsrc/poucet/\n  town/  the ground\n  measure/  figures\n  web/, cli/  doors\ntests/\n```\n"
    assert list(documents.tree_faults({ROOT / "README.md": good})) == []
    assert list(documents.tree_faults({ROOT / "README.md": good.replace("measure/", "star/")})) == [
        "README.md: the tree shows star/, which is not there",
        "README.md: the tree lacks measure/",
    ]
    assert len(list(documents.tree_faults({ROOT / "README.md": "no tree"}))) == 1


def test_trace_of_a_machine_is_a_fault(monkeypatch, tmp_path):
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    path = tmp_path / "notes.md"
    path.write_text("fine\nsee /wor" + "k/main\n")
    assert [fault.split(":")[:2] for fault in trace_faults([path])] == [["notes.md", "2"]]
