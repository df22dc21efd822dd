"""Formulas read by recursive descent: length, depth and size are bounded before anything is computed."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

from poucet.engines.errors import InputError
from poucet.engines.scenario.formula.functions import FUNCTIONS, SPELLINGS, WHOLE_ARGUMENTS
from poucet.engines.scenario.formula.tokens import Token, tokens
from poucet.engines.scenario.formula.tree import COMPARISONS, Binary, Call, Name, Negation, Node, Number
from poucet.engines.scenario.formula.writing import written

if TYPE_CHECKING:
    from poucet.engines.scenario.formula.functions import Function

LENGTH_LIMIT = 2_000
DEPTH_LIMIT = 40
NODE_LIMIT = 400
NUMBER_LIMIT = Fraction(10) ** 30  # and no nearer to zero than its inverse


def parse_formula(text: str) -> Node:
    """Read a formula, in French or in English.

    Parameters
    ----------
    text : str
        At most 2,000 characters. Numbers take a point or a decimal comma and may carry a unit
        (`3.2 kWh/m2`, `15 %`, `4 [kWh par an]`); arguments are parted by semicolons.

    Returns
    -------
    Node
        The tree; see `written` for its one spelling.

    Raises
    ------
    InputError
        ``scenario.empty``; ``scenario.too_long``, as typed or once written;
        ``scenario.too_deep``, ``scenario.too_large``; ``scenario.number``, ``scenario.number_range``,
        ``scenario.character``, ``scenario.name``;
        ``scenario.expected`` where something is missing or too much; ``scenario.function`` with suggestions;
        ``scenario.arguments`` for a wrong count; ``scenario.whole_number`` where a year must be written;
        ``unit.empty``. All but the first two with ``column``, from 1.

    Examples
    --------
    >>> from poucet.engines.scenario.formula import written
    >>> written(parse_formula("si(part > 50 %; 1,5 * base; base)"))
    'if(part > 50 %; 1.5 * base; base)'
    """
    if not text.strip():
        raise InputError("scenario.empty")
    if len(text) > LENGTH_LIMIT:
        raise InputError("scenario.too_long", length=len(text), limit=LENGTH_LIMIT)
    return _Reader(text).formula()


class _Reader:
    """Reads one formula, one token ahead."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.next = next(self.tokens)
        self.nodes = 0

    def formula(self) -> Node:
        node = self._comparison(0)
        if self.next.kind != "end":
            raise self._expected("scenario.end")
        length = len(written(node))  # which is stored, and must be read again
        if length > LENGTH_LIMIT:
            raise InputError("scenario.too_long", length=length, limit=LENGTH_LIMIT)
        return node

    def _comparison(self, depth: int) -> Node:
        left = self._sum(depth)
        if self.next.text not in COMPARISONS:
            return left
        sign = self._take().text
        node = self._kept(Binary(sign, left, self._sum(depth)))
        if self.next.text in COMPARISONS:
            raise self._expected("scenario.one_comparison")
        return node

    def _sum(self, depth: int) -> Node:
        node = self._product(depth)
        while self.next.text in ("+", "-"):
            node = self._kept(Binary(self._take().text, node, self._product(depth)))
        return node

    def _product(self, depth: int) -> Node:
        node = self._signed(depth)
        while self.next.text in ("*", "/"):
            node = self._kept(Binary(self._take().text, node, self._signed(depth)))
        return node

    def _signed(self, depth: int) -> Node:
        if self.next.text == "-":
            self._take()
            return self._kept(Negation(self._signed(self._below(depth))))
        return self._power(depth)

    def _power(self, depth: int) -> Node:
        base = self._operand(depth)
        if self.next.text != "^":
            return base
        self._take()
        return self._kept(Binary("^", base, self._signed(self._below(depth))))

    def _operand(self, depth: int) -> Node:
        token = self.next
        if token.kind == "number":
            return self._number(self._take())
        if token.kind == "name":
            self._take()
            return self._call(token, depth) if self.next.text == "(" else self._kept(Name(token.text))
        if token.text != "(":
            raise self._expected("scenario.operand")
        self._take()
        node = self._comparison(self._below(depth))
        self._close()
        return node

    def _number(self, token: Token) -> Node:
        value = Fraction(token.text)
        if value and not 1 / NUMBER_LIMIT <= value <= NUMBER_LIMIT:
            raise InputError("scenario.number_range", text=token.text, column=token.column)
        return self._kept(Number(value, token.unit))

    def _call(self, token: Token, depth: int) -> Node:
        if token.text not in SPELLINGS:
            near = tuple(get_close_matches(token.text, SPELLINGS, n=3, cutoff=0.6))
            raise InputError("scenario.function", name=token.text, column=token.column, suggestions=near)
        function = FUNCTIONS[SPELLINGS[token.text]]
        self._take()
        arguments = [self._comparison(self._below(depth))]
        while self.next.text == ";":
            self._take()
            arguments.append(self._comparison(self._below(depth)))
        self._close()
        return self._kept(_called(function, tuple(arguments), token))

    def _close(self) -> None:
        if self.next.text != ")":
            raise self._expected("scenario.bracket")
        self._take()

    def _take(self) -> Token:
        token, self.next = self.next, next(self.tokens, self.next)
        return token

    def _below(self, depth: int) -> int:
        if depth == DEPTH_LIMIT:
            raise InputError("scenario.too_deep", limit=DEPTH_LIMIT, column=self.next.column)
        return depth + 1

    def _kept(self, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > NODE_LIMIT:
            raise InputError("scenario.too_large", limit=NODE_LIMIT, column=self.next.column)
        return node

    def _expected(self, wanted: str) -> InputError:
        found, column = self.next.text, self.next.column
        return InputError("scenario.expected", wanted=wanted, found=found, column=column)


def _called(function: Function, arguments: tuple[Node, ...], token: Token) -> Call:
    if not function.fewest <= len(arguments) <= function.most:
        shape, column = function.shape, token.column
        raise InputError("scenario.arguments", function=token.text, shape=shape, column=column)
    for place in WHOLE_ARGUMENTS.get(function.name, ()):
        one = arguments[place]
        if not isinstance(one, Number) or one.unit or one.value.denominator != 1:
            shape, column = function.shape, token.column
            raise InputError("scenario.whole_number", function=token.text, shape=shape, column=column)
    return Call(function.name, arguments)
