"""The words of a fault: what is wrong, and what to write instead."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from poucet.contribute.agreements.wording import REFUSALS as OF_AGREEMENTS
from poucet.contribute.sharing.wording import REFUSALS as OF_SHARING
from poucet.dossier.faults import Fault
from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit, unit_label
from poucet.pebble.claims.wording import SENTENCES as MODEL_SENTENCES
from poucet.pebble.claims.wording import explain

_OF_ROOMS = OF_AGREEMENTS | OF_SHARING
# Each sentence names what is wrong, then what to do. Parameters are those of the fault.
_SENTENCES: dict[str, str] = {
    "folder.absent": said(
        "There is no such folder. Give the folder of a dossier, or make one with “poucet init”."
    ),
    "file.absent": said(
        "This file is missing. A dossier has at least this one; “poucet init” writes an example."
    ),
    "file.unexpected": said("No file of a dossier has this name. Rename it or move it elsewhere."),
    "file.unexpected.near": said("No file of a dossier has this name. Did you mean “%(near)s”?"),
    "file.badly_named": said(
        "Name this file with letters without accents, digits and dashes: it is its address."
    ),
    "file.would_be_lost": said("This file says what the site does not know: writing here would lose it."),
    "file.link": said("This is a link, not a file. Put the file itself here."),
    "file.too_large": said("This file is over %(limit)s MB. Make it smaller."),
    "file.too_long": said(
        "This file says over %(limit)s things. Split it, or remove what does not belong here."
    ),
    "file.more_faults": said(
        "There are more faults from here on. Mend these %(limit)s first, then check again."
    ),
    "file.same_name": said(
        "This name differs from “%(other)s” by capitals only: some systems keep one of them. Rename one."
    ),
    "folder.link": said("This is a link, not a folder. Put the folder itself here."),
    "file.byte_order_mark": said("The file starts with a byte order mark. Save it as “UTF-8” without BOM."),
    "file.empty": said("Nothing is written in this file. Write it, or remove it."),
    "file.not_utf8": said("This line is not UTF-8. Save the file as “UTF-8” in your editor."),
    "yaml.tab": said("There is a tab here. Indent with spaces."),
    "yaml.malformed": said("This cannot be read. Check quotes, colons and indentation here and just above."),
    "yaml.colon": said("A colon stands where none is expected. Put the text between quotes."),
    "yaml.quote": said("The file ends inside a text. Close its quotes, or its bracket."),
    "yaml.sign": said("A text cannot start with this sign. Put it between quotes."),
    "yaml.cut": said(
        "The text stops before “#”, which opens a comment. Put it between quotes, or write a space after “#”."
    ),
    "yaml.control_character": said("There is an invisible control character here. Remove it."),
    "yaml.several_documents": said("A second document starts here (“---”). Keep one per file."),
    "yaml.alias": said("An alias (“*name”) stands here. Write the value itself."),
    "yaml.anchor": said("An anchor (“&name”) stands here. Remove it, and write each value where it belongs."),
    "yaml.tag": said("A tag (“!…”) stands here. Remove it."),
    "yaml.too_deep": said("This is nested more than %(limit)s levels deep. Flatten it."),
    "yaml.key_not_text": said("The name of a field must be plain text."),
    "yaml.duplicate_key": said("The field “%(key)s” is written twice. Keep one."),
    "yaml.not_finite": said("%(found)s is not a number that can be shown. Write a number or “unknown”."),
    "field.missing": said(
        "This field is missing. Add it; if nobody knows, write “unknown” where that is allowed."
    ),
    "field.unexpected": said("This field is not expected here. Expected fields: %(allowed)s."),
    "field.unexpected.near": said("This field is not expected here. Did you mean “%(near)s”?"),
    "field.type": said("“%(found)s” is not of the right kind. Write: %(expected)s."),
    "field.type.text": said("Text is expected here. Put it between quotes: '%(found)s'."),
    "field.choice": said("“%(found)s” is not one of the possible values: %(choices)s."),
    "field.excluded": said("These fields exclude each other: %(fields)s. Keep one."),
    "field.one_of": said("One of these fields is needed: %(fields)s."),
    "field.null": said("Nothing is written here. Write a value, or “unknown” if nobody knows."),
    "field.pattern": said("“%(found)s” is not written as it should be (pattern %(limit)s)."),
    "field.maxLength": said("This text is over %(limit)s characters. Shorten it."),
    "field.too_short": said("This text has %(found)s characters: write %(limit)s at least."),
    "field.minLength": said("This text is empty. Write it, or remove the field."),
    "field.minimum": said("%(found)s is too small: %(limit)s at least."),
    "field.maximum": said("%(found)s is too large: %(limit)s at most."),
    "field.exclusiveMinimum": said("%(found)s is too small: it must be more than %(limit)s."),
    "field.minItems": said("The list is too short: %(limit)s at least."),
    "field.maxItems": said("The list is too long: %(limit)s at most."),
    "field.uniqueItems": said("The list says the same thing twice. Keep one."),
    "reference.unknown": said(
        "There is no %(kind)s called “%(found)s” in this dossier. Add it or mend the name."
    ),
    "reference.unknown.near": said("There is no %(kind)s called “%(found)s”. Did you mean “%(near)s”?"),
    "unit.unknown": said("The unit “%(found)s” is not known. Write it in full, or ask for it to be added."),
    "unit.unknown.near": said("The unit “%(found)s” is not known. Did you mean: %(suggestions)s?"),
    "unit.ambiguous": said(
        "The unit “%(found)s” has several meanings (%(meanings)s). Say which, or what is counted."
    ),
    "unit.ambiguous.name_what_is_counted": said(
        "“%(found)s” does not say what is counted. Name it: buildings, meetings, households…"
    ),
    "unit.not_quantity": said("“%(found)s” is not a unit. Use the kind “date” or “text” for this indicator."),
    "unit.other": said("The unit “%(found)s” cannot be read. Write for instance kWh/an, ménages or EUR/an."),
    "unit.incompatible": said("“%(source)s” and “%(target)s” do not measure the same thing. Mend the unit."),
    "period.malformed": said(
        "“%(text)s” is not a date. Write 2013, 2013-03, 2013-03-08, 2001/2008 or unknown."
    ),
    "period.reversed": said("“%(text)s” ends before it starts. Write the earlier date first."),
    "geometry.malformed": said("This geometry is not GeoJSON. Positions are [longitude, latitude]."),
    "geometry.open_ring": said("The outline is not closed. Its last position must repeat the first."),
    "geometry.off_the_globe": said(
        "This position is off the globe. Write the longitude first, then the latitude."
    ),
    "geometry.kind": said("“%(found)s” is not a geometry that a map draws. Write one of: %(choices)s."),
    "json.malformed": said("JSON cannot be read beyond this line. Export the layer again as GeoJSON."),
    "json.too_deep": said("This is nested too deeply to be GeoJSON. Export the layer again."),
    "json.duplicate_key": said("The field “%(key)s” is written twice. Keep one."),
    "json.not_finite": said("%(found)s is not a number that can be drawn. Export the layer again."),
    "layer.not_a_collection": said("A layer is a GeoJSON “FeatureCollection”. Export it as such."),
    "layer.not_a_feature": said("A GeoJSON “Feature” with its geometry is expected here."),
    "layer.projected": said(
        "The layer is not in degrees (%(found)s). Export it in WGS 84 (EPSG:4326, longitude then latitude)."
    ),
    "layer.empty": said("There is nothing to draw in this layer. Export it again, or remove it."),
    "layer.too_many_vertices": said(
        "The layer has over %(limit)s points. Simplify it: a map of the commune needs far fewer."
    ),
    "layer.no_drawing": said(
        "There is no file “%(file)s” in the dossier. Put the drawing of this layer there."
    ),
    "layer.unnamed": said("No layer of layers.yaml has this drawing. Name it there, or remove it."),
    "table.header": said("The first line must be exactly: %(expected)s"),
    "table.semicolons": said("Semicolons separate the cells. Save the table as CSV with commas, in UTF-8."),
    "table.cells": said(
        "This line has %(found)s cells, %(expected)s are expected. Put texts with commas in quotes."
    ),
    "table.malformed": said(
        "The table cannot be read beyond this line. Check its quotes: each one that opens must close."
    ),
    "table.long_cell": said("This cell is over %(limit)s characters. Shorten it."),
    "number.malformed": said(
        "“%(found)s” is not a number. Write digits and a decimal point, without spaces."
    ),
    "number.too_precise": said("%(found)s has over %(limit)s digits. Round it: no measure is that exact."),
    "number.twice": said(
        "Number %(value)s is already taken in %(path)s, line %(at)s. Take the next free one."
    ),
    "id.twice": said(
        "“%(value)s” is already the name of another, in %(path)s, line %(at)s. Choose another one."
    ),
    "figure.empty": said("The value is missing. Write it, or “unknown”, or both low and high."),
    "figure.words_with_amounts": said(
        "This indicator says words or a date: leave unit, low, high and shares empty."
    ),
    "figure.range_reversed": said("The low bound is above the high one. Swap them."),
    "figure.out_of_range": said("The value is outside its own range. Mend the value or the bounds."),
    "figure.half_a_share": said("A share needs both its numerator and its denominator."),
    "figure.zero_denominator": said("A share of zero says nothing. Mend the denominator."),
    "figure.unknown_with_range": said(
        "The value is unknown, yet it has bounds. Leave the value empty to give a range."
    ),
    "star.narrative_too_long": said("The narrative is over %(limit)s words. Shorten it."),
    "target.version_skipped": said("Versions follow one another from 1. Write the next one."),
    "target.unknown": said("A target says how far to go. Write a number or words, or leave the target out."),
    "target.version_lost": said(
        "Version %(version)s of the target of “%(facet)s” was set. Put it back: they are kept."
    ),
    "target.already_set": said(
        "This target was already set, and is not altered. Add a version with its reason."
    ),
    "target.no_reason": said("A new version of a target says why. Add its reason."),
    "constant.not_the_quotient": said(
        "The constant is not the quotient of its two figures (%(quotient)s). Mend it."
    ),
    "equivalence.no_quotient": said(
        "These two figures and this constant have units that do not go together."
    ),
    "equivalence.not_the_quotient": said(
        "With this constant the count would be %(recounted)s, not %(count)s. Name the constant that was used."
    ),
    "effect.has_figures": said("Figures say this effect. Remove its state, or the figures."),
    "conflict.reference_elsewhere": said(
        "The reference is not one of the figures that disagree. Choose one of them."
    ),
    "picture.unreadable": said("This is not a picture that can be read. Use JPEG, PNG or WebP."),
    "picture.misnamed": said("This picture is a %(kind)s, and its name says otherwise. Rename it."),
    "picture.too_large": said("This picture is over %(limit)s million pixels. Make it smaller."),
    "picture.absent": said("There is no picture “%(file)s” in the dossier. Add it to the folder “media”."),
    "picture.unused": said("No pebble shows this picture. Name it in a pebble, or remove it."),
    "organisation.day_malformed": said(
        "“%(found)s” is not a day. Write 1998, 1998-03, 1998-03-02 or unknown."
    ),
    "organisation.dissolved_before": said(
        "It cannot be dissolved (%(found)s) before it was founded. Mend one of the dates."
    ),
    "organisation.active_and_dissolved": said(
        "It is said to be active, and dissolved (%(found)s). Keep one of them."
    ),
    "organisation.siret": said(
        "“%(found)s” is no SIRET: its last figure does not check. Read its 14 digits again."
    ),
    "organisation.rna": said("“%(found)s” is no RNA number: W and nine digits. Read it again."),
    "organisation.website": said("“%(found)s” is no address of a website. Write https://…"),
    "organisation.rna_taken": said("%(rna)s is already the number of “%(other)s”. Keep it on one of them."),
    "organisation.year_twice": said("%(found)s is told twice. Keep one line for each year."),
    "meeting.no_such_hour": said("“%(found)s” is no day or hour of any calendar. Mend it."),
    "meeting.ends_before": said("The meeting ends before it starts. Mend one of the hours."),
    "meeting.minutes_too_early": said("The minutes are published before the meeting. Mend the day."),
    "meeting.minutes_empty": said("The minutes are published, and say nothing. Write them."),
    "meeting.no_reason": said("The meeting is cancelled. Write why (reason)."),
    "meeting.access_twice": said("“%(found)s” is answered twice. Keep one answer."),
    "text.paragraph_twice": said(
        "Paragraph %(found)s is written twice in this version. Number it otherwise."
    ),
    "text.blank_line": said(
        "A paragraph has words and no blank line. Make it two paragraphs, each with its number."
    ),
    "suggestion.number_twice": said("Suggestion %(found)s is written twice. Take a number never used."),
    "suggestion.answer_missing": said(
        "It is answered, so its answer and the day of it are needed: answer, answered."
    ),
    "suggestion.version_missing": said(
        "“accepted” goes with the version that it made, one of those above; other states go without."
    ),
    "comment.number_twice": said("Comment %(found)s is written twice. Take a number never used."),
    "comment.answers_nothing": said(
        "It answers comment %(found)s, which is none of this idea’s own above it. Answers have no answers."
    ),
    "thing.number_taken": said(
        "Number %(number)s belongs to another %(kind)s for ever. Take a number never used."
    ),
    "thing.number_changed": said(
        "“%(key)s” has number %(number)s for ever; the dossier says %(wanted)s. Put it back."
    ),
    "indicator.dimension_changed": said(
        "“%(key)s” has figures in %(known)s: its unit cannot become %(unit)s. Make another indicator."
    ),
}
_OTHERWISE = said("The house refuses this (%(code)s).")
# What JSON Schema calls its types, and the dossier its kinds.
_WORDS: dict[str, str] = {
    "integer": said("an integer"),
    "number": said("a number"),
    "array": said("a list"),
    "object": said("a block of fields"),
    "boolean": said("true or false"),
    "string": said("a text"),
    "source": said("source"),
    "organisation": said("organisation"),
    "place": said("place"),
    "indicator": said("indicator"),
    "observation": said("figure"),
    "constant": said("constant"),
    "facet": said("facet"),
    "axis": said("axis"),
    "pillar": said("pillar"),
    "tag": said("pillar"),
    "pebble": said("pebble"),
    "layer": said("layer of the map"),
    "model": said("model"),
}


def sentence(fault: Fault) -> str:
    """What is wrong and what to do, in the reader's language."""
    if fault.code in _OF_ROOMS:
        return str(_OF_ROOMS[fault.code]) % fault.params
    if fault.code in MODEL_SENTENCES:
        return explain(fault.code, fault.params)
    code, params = fault.code, {name: _shown(value) for name, value in fault.params.items()}
    if code.startswith("unit.") and code not in _SENTENCES:
        code = "unit.other"
    if f"{code}.near" in _SENTENCES and (params.get("near") or params.get("suggestions")):
        code = f"{code}.near"
    if code == "unit.ambiguous":
        params["meanings"] = _meanings(fault.params.get("meanings", ()))
        hinted = f"{code}.{params.get('hint')}"
        code = hinted if hinted in _SENTENCES else code
    if code == "field.type" and fault.params.get("expected") == "string":
        code = "field.type.text"
    if code.startswith("unit."):
        params.setdefault("found", params.get("text", ""))
    params |= {name: _(_WORDS[params[name]]) for name in ("kind", "expected") if params.get(name) in _WORDS}
    template = _SENTENCES.get(code, _OTHERWISE)
    return _(template) % {**params, "code": fault.code}


def line(fault: Fault) -> str:
    """One fault as a line that an editor can jump to: `file:line: field: sentence`."""
    place = f"{fault.path}:{fault.line}" if fault.line else fault.path
    return ": ".join(part for part in (place, fault.field, sentence(fault)) if part)


def _meanings(codes: Iterable[str]) -> str:
    """The units that a spelling may stand for, in words; those foreign to a town's life are left out."""
    labels = []
    for code in codes:
        with contextlib.suppress(InputError):
            labels.append(unit_label(parse_unit(code), language=get_language() or "fr"))
    return _(" or ").join(labels)


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    text = str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"
