"""A page as a tree, for tests that read more than its words; refuses tags that do not balance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSAID = {"script", "style", "title"}  # a page's title, and an SVG's, are no part of its text


@dataclass
class Element:
    """A tag, with what it holds in order: elements and texts."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    content: list[Element | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """Give this element and all those inside, as the page writes them."""
        yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self if element.tag in tags]

    @property
    def ancestors(self) -> Iterator[Element]:
        """Give this element, its parent, and so on up to the page."""
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent

    @property
    def texts(self) -> Iterator[tuple[str, Element]]:
        """Give each run of text, its spaces made plain, with the element that holds it."""
        for element in self:
            if element.tag in UNSAID:
                continue
            for part in element.content:
                if isinstance(part, str) and part.strip():
                    yield " ".join(part.split()), element

    @property
    def text(self) -> str:
        return " ".join(text for text, _holder in self.texts)

    def closest(self, *tags: str) -> Element | None:
        return next((element for element in self.ancestors if element.tag in tags), None)

    @property
    def language(self) -> str:
        """Give the language that the element, or the nearest around it, says to be in."""
        return next(
            (element.attributes["lang"] for element in self.ancestors if "lang" in element.attributes), ""
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = self.here = Element("", {})

    def _add(self, tag: str, attributes: list[tuple[str, str | None]]) -> Element:
        twice = {name for name, _value in attributes if sum(name == other for other, _ in attributes) > 1}
        assert not twice, f"<{tag}> on line {self.getpos()[0]} says {twice} twice"
        element = Element(tag, {name: value or "" for name, value in attributes}, self.here)
        self.here.content.append(element)
        return element

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        opened = self.here.tag
        assert opened == tag, f"</{tag}> on line {self.getpos()[0]} closes <{opened}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.content.append(data)


def parse(page: str) -> Element:
    """Read a page; an AssertionError says which tag is not closed, or closed twice."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.here is reader.page, f"<{reader.here.tag}> is never closed"
    return reader.page
