"""YAML as the dossier writes it: one way only, so that a dump differs where the facts differ."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

_WIDTH = 96


class _Writer(yaml.SafeDumper):
    """Plain wherever the core schema of YAML 1.2 reads text as text; short lists on one line."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:null", r"null|~|", ["n", "~", ""]),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"[-+]?(?:[0-9]*\.?[0-9]+|[0-9]+\.)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("tag:yaml.org,2002:float", r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)", "-+."),
):
    _Writer.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), list(_first))


def _text(writer: _Writer, text: str) -> yaml.Node:
    style = None
    if "\n" in text:
        style = "|"
    elif len(text) > _WIDTH - 16:
        style = ">"
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(writer: _Writer, number: Decimal) -> yaml.Node:
    text = format(number.normalize() + 0, "f")
    kind = "float" if "." in text else "int"
    return writer.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


def _list(writer: _Writer, items: list[Any]) -> yaml.Node:
    scalars = all(isinstance(item, str | int | Decimal) and "\n" not in str(item) for item in items)
    short = scalars and sum(len(str(item)) + 2 for item in items) < _WIDTH - 20
    return writer.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)


_Writer.add_representer(str, _text)
_Writer.add_representer(Decimal, _number)
_Writer.add_representer(list, _list)


def write_yaml(value: Any) -> bytes:
    """The value as the dossier writes it, in UTF-8, ending with one newline."""
    text: str = yaml.dump(
        value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False
    )
    return text.encode()
