"""Whoever calls a public function can read in its docstring which error to expect."""

import ast

from harness import REPO


def raised(function: ast.FunctionDef) -> set[str]:
    """Return the names of what a function itself raises (not what those inside it do)."""
    found, waiting = set(), list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            found.add(ast.unparse(error))
        waiting += ast.iter_child_nodes(node)
    return found


def silent(source: str) -> list[str]:
    """Return the public functions and methods that raise and do not say so."""
    found = []

    def look(body: list[ast.stmt], within: str = "") -> None:
        for node in body:
            if getattr(node, "name", "_").startswith("_"):
                continue
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{node.name}.")
            elif isinstance(node, ast.FunctionDef) and (errors := raised(node)):
                words = ast.get_docstring(node) or ""
                if "Raises" not in words and not any(error in words for error in errors):
                    found.append(within + node.name)

    look(ast.parse(source).body)
    return found


def test_a_function_that_raises_says_so():
    files = (REPO / "notebooks" / "hosting_shift").rglob("*.py")
    assert {file: names for file in files if (names := silent(file.read_text(encoding="utf-8")))} == {}


def test_a_function_that_says_nothing_would_be_found():
    body = "raise ValueError(1)"
    assert silent(f"def half(x):\n    'Return half.'\n    {body}") == ["half"]
    assert silent(f"class A:\n    def half(self):\n        {body}") == ["A.half"]
    assert silent(f"def half(x):\n    'Return half. Raises ValueError.'\n    {body}") == []
    assert silent(f"def _half(x):\n    {body}") == []
