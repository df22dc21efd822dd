"""The messages our Python and our templates ask gettext for, read from their syntax trees."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template import Engine, Template
from django.template.base import Lexer, Node, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

# Where the context, the message and its plural stand among the arguments of each function.
SINGULAR, PLURAL, CONTEXT, CONTEXT_PLURAL = (None, 0, None), (None, 0, 1), (0, 1, None), (0, 1, 2)
FUNCTIONS = {
    "_": SINGULAR,
    "gettext": SINGULAR,
    "gettext_lazy": SINGULAR,
    "gettext_noop": SINGULAR,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}
# The terminal speaks before Django is awake, with an underscore of its own.
MODULES = {"django.utils.translation": FUNCTIONS.keys(), "poucet.cli.language": {"_"}}
LITERAL_IN_TAG = re.compile(r"""\b_\(\s*(?:"([^"]*)"|'([^']*)')\s*\)""")


class MessageError(Exception):
    """A message that no catalogue can hold, with its place."""


@dataclass(frozen=True, order=True)
class Message:
    """What a catalogue holds one entry for: the same words in two contexts are two messages."""

    text: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.text)


@dataclass(frozen=True)
class Sighting:
    """A message and the file that asks for it."""

    message: Message
    place: str


def aliases(tree: ast.Module) -> dict[str, str]:
    """Give the local name of each gettext function the module imports: `_` for `gettext_lazy`, often."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {
        name.asname or name.name: name.name
        for node in imports
        for name in node.names
        if name.name in MODULES.get(node.module or "", ())
    }


def called_function(call: ast.Call, names: dict[str, str]) -> str | None:
    """Tell which gettext function a call names, by import or as `translation.gettext`."""
    if isinstance(call.func, ast.Name):
        return names.get(call.func.id)
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return call.func.attr if call.func.value.id == "translation" and call.func.attr in FUNCTIONS else None
    return None


def literal(call: ast.Call, position: int | None) -> str | None:
    """Read one argument: its text, empty when the function has none, None when it is computed."""
    if position is None:
        return ""
    argument = call.args[position] if position < len(call.args) else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise MessageError(f"line {call.lineno}: a message is a plain sentence with %(name)s in it")
    return None


def python_messages(source: str) -> Iterator[Message]:
    """Yield the messages of a Python module; a variable given to gettext was marked elsewhere."""
    tree = ast.parse(source)
    names = aliases(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = called_function(call, names)
        if function is None:
            continue
        context, text, plural = (literal(call, position) for position in FUNCTIONS[function])
        if context is not None and text and plural is not None:
            yield Message(text=text, context=context, plural=plural)


def nodes_below(nodes: Iterable[Node]) -> Iterator[Node]:
    """Walk a template's nodes, those inside blocks and branches included."""
    for node in nodes:
        yield node
        for name in node.child_nodelists:
            yield from nodes_below(getattr(node, name, None) or ())


def constant(expression: Any) -> str:
    """Read a literal of the template language; empty for a variable."""
    if expression is None:
        return ""
    found = expression.var if isinstance(expression.var, str) else expression.var.literal
    return found if isinstance(found, str) else ""


def translate_message(node: TranslateNode) -> Message | None:
    """Read `{% translate "…" %}`; Django doubles percent signs before it asks the catalogue."""
    text = constant(node.filter_expression)
    return Message(text=text.replace("%", "%%"), context=constant(node.message_context)) if text else None


def block_message(node: BlockTranslateNode) -> Message:
    """Read `{% blocktranslate %}` as Django itself would ask for it, trimmed when the tag says so."""
    text, _ = node.render_token_list(node.singular)
    plural = node.render_token_list(node.plural)[0] if node.plural else ""
    return Message(text=text, context=constant(node.message_context), plural=plural)


def literals_in_tags(source: str) -> Iterator[Message]:
    """Yield the messages written `_("…")` inside tags and variables."""
    for token in Lexer(source).tokenize():
        if token.token_type in {TokenType.VAR, TokenType.BLOCK}:
            for double, single in LITERAL_IN_TAG.findall(token.contents):
                yield Message(text=(double or single).replace("%", "%%"))


def template_messages(source: str, *, engine: Engine) -> Iterator[Message]:
    """Yield the messages of a template, parsed by the engine that will render it."""
    template = Template(source, engine=engine)
    for node in nodes_below(template.nodelist):
        if isinstance(node, TranslateNode) and (message := translate_message(node)):
            yield message
        elif isinstance(node, BlockTranslateNode):
            yield block_message(node)
    yield from literals_in_tags(source)


def sightings(folder: Path, *, engine: Engine) -> Iterator[Sighting]:
    """Yield every message under a source folder, with the file it stands in."""
    for path in sorted(folder.rglob("*")):
        in_template = "templates" in path.parts and path.is_file()
        if not in_template and path.suffix != ".py":
            continue
        place, source = path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
        try:
            found = template_messages(source, engine=engine) if in_template else python_messages(source)
            yield from (Sighting(message, place) for message in found)
        except MessageError as reason:
            raise MessageError(f"{place}: {reason}") from reason
