"""The source as the sweeps read it: modules with their trees, imports, functions, templates."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORTAL, TEMPLATES = ROOT / "portal", ROOT / "templates"


@dataclass(frozen=True)
class Module:
    """A Python file of the portal."""

    name: str
    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


def modules(root: Path = PORTAL) -> list[Module]:
    """Every module of the package at `root`, by name."""
    return [
        Module(_name(path, root), path, path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.py"))
        if "__pycache__" not in path.parts
    ]


def _name(path: Path, root: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(module: Module, known: set[str]) -> set[str]:
    """The modules of ours that `module` imports anywhere, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {_meant(node.module, alias.name, known) for alias in node.names}
    return (found & known) - {module.name}


def _meant(package: str, name: str, known: set[str]) -> str:
    inner = f"{package}.{name}"
    return inner if inner in known else package


def rings(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import one another in a ring."""
    reach = {start: _reachable(start, graph) for start in graph}
    groups = {
        tuple(sorted(other for other in reach[start] if start in reach[other]))
        for start in graph
        if start in reach[start]
    }
    return [list(group) for group in sorted(groups)]


def _reachable(start: str, graph: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += graph.get(name, ())
    return seen


@dataclass(frozen=True)
class Function:
    """A function or method with where it stands and how many lines it has without its docstring."""

    name: str
    where: str
    lines: int


def functions(module: Module) -> Iterator[Function]:
    """Every function of `module`, nested ones included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            own = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(node.name, f"{module.name}:{node.lineno}", own - _docstring_lines(node))


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return (first.end_lineno or first.lineno) - first.lineno + 1 if is_text else 0


def undocumented(module: Module) -> list[str]:
    """The module, its public classes and its public functions that say nothing about themselves."""
    missing = [] if ast.get_docstring(module.tree) or not module.tree.body else [module.name]
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            missing += [] if ast.get_docstring(node) else [f"{module.name}.{node.name}"]
    return missing


def calls(module: Module) -> set[str]:
    """Every attribute access as dotted text, such as `datetime.now` or `os.environ`."""
    return {ast.unparse(node) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}


def templates() -> list[Path]:
    """Every template."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
