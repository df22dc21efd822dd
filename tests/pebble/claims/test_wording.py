"""Every refusal of the engine has its sentence: none reaches a clerk as a code."""

from __future__ import annotations

import re
from pathlib import Path

import poucet.engines.scenario
from poucet.pebble.claims.wording import SENTENCES

RAISED = re.compile(r'InputError\(\s*"((?:scenario|claim)\.[a-z_]+)"')
IN_TWO = {"scenario.condition"}  # worded after what was wanted


def test_every_refusal_of_a_model_or_a_claim_is_worded():
    # What a model's file can cause: the methods of attribution are asked from the command, which words them.
    files = Path(poucet.engines.scenario.__file__).parent.rglob("*.py")
    sources = [
        file.read_text("utf-8")
        for file in files
        if file.parent.name != "attribution" and file.stem != "calibration"
    ]
    raised = {code for source in sources for code in RAISED.findall(source)}
    assert len(raised) > 40
    assert raised - IN_TWO - SENTENCES.keys() == set()
    assert {f"{code}.{wanted}" for code in IN_TWO for wanted in ("number", "comparison")} <= SENTENCES.keys()
