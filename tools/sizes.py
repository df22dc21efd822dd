"""Hold modules, functions and templates to the sizes of the house; an excess carries its reason in a comment.

`# size: why it stays whole` lifts a bound: on the line before a function, anywhere in a module or template.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULE, FUNCTION, TEMPLATE = 300, 50, 120
REASON = re.compile(r"(?:#|\{#|//|/\*)\s*size: \w")


def written_lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def function_size(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a body's lines, its docstring apart."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0


def long_functions(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield line, name and size of each function past its bound that gives no reason."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function_size(node) > FUNCTION:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            if not REASON.search(lines[first - 2] if first > 1 else ""):
                yield node.lineno, node.name, function_size(node)


def excesses(path: Path) -> Iterator[str]:
    """Yield what is too long in one file."""
    text = path.read_text(encoding="utf-8")
    place, bound = path.relative_to(ROOT).as_posix(), MODULE if path.suffix == ".py" else TEMPLATE
    if written_lines(text) > bound and not REASON.search(text):
        yield f"{place}: {written_lines(text)} lines, {bound} at most (split by noun, or say why: “size: …”)"
    if path.suffix == ".py":
        for line, name, size in long_functions(text):
            yield f"{place}:{line}: {name} has {size} lines, {FUNCTION} at most"


def main() -> int:
    modules = [path for path in ROOT.glob("src/**/*.py") if path.parent.name != "migrations"]
    files = [*modules, *ROOT.glob("tools/*.py"), *ROOT.glob("src/**/templates/**/*.html")]
    found = [excess for path in sorted(files) for excess in excesses(path)]
    print("\n".join(found) or f"{len(files)} files within their sizes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
