"""Expressions: texts with `{{ … }}` in them, filled in from what is known of the match.

They are Jinja2 in a sandbox of which little is left: names, their parts, comparisons, a few
filters and `if`. There is no loop, no call and no way to any Python object, so whatever is written
ends, and soon.
"""

from collections.abc import Iterator, Mapping, Set
from types import MappingProxyType
from typing import Any, override

from jinja2 import ChainableUndefined, Template, TemplateError, Undefined, nodes
from jinja2.exceptions import (
    SecurityError,
    TemplateAssertionError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS

LETTERS_AT_MOST = 500
SAID_AT_MOST = 200
_FILTERS = (
    "abs", "capitalize", "default", "first", "int", "last", "length", "lower", "round", "title",
    "trim", "truncate", "upper",
)  # fmt: skip
_TESTS = ("defined", "none", "number", "string", "even", "odd", "undefined")
_READ = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.Filter, nodes.Test, nodes.Keyword, nodes.CondExpr, nodes.If, nodes.And,
    nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Concat, nodes.Add, nodes.Sub,
    nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Neg,
)  # fmt: skip
_CALLED: Mapping[type[nodes.Node], str] = {
    nodes.For: "a loop",
    nodes.Call: "a call",
    nodes.Macro: "a macro",
    nodes.Assign: "an assignment",
    nodes.Mod: "a remainder",
    nodes.Pow: "a power",
}
_NAMED: Mapping[type[nodes.Node], tuple[str, ...]] = {nodes.Filter: _FILTERS, nodes.Test: _TESTS}
_MARKS = "{{", "{%", "{#"
_FAILURES = (TemplateError, ArithmeticError, AssertionError, LookupError, TypeError, ValueError)
_LIKE = 'write it like "{{ goal.player or goal.team }}"'
_DEEPEST = 40

type Wrong = tuple[str, str]
"""What is wrong, and what would be right."""
type Shape = Mapping[str, Set[str] | None]


class ExpressionError(ValueError):
    """What is written is no expression that could be filled in; `wrongs` is all that is wrong."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__("; ".join(wrongs[0]))
        self.wrongs = wrongs


class Expression:
    """A text that may hold expressions; ValueError where it is none that could be filled in.

    `shape` are the names it may use, each with the names of its parts, None where they can be any.
    `names` are those it uses. What fails to be filled in is "", and counted in `failures`.
    """

    def __init__(self, text: str, shape: Shape) -> None:
        self.text = text
        self.names: frozenset[str] = frozenset()
        self.failures = 0
        self._template = None
        if len(text) > LETTERS_AT_MOST:
            raise ValueError(f"{len(text)} letters; use {LETTERS_AT_MOST} at most")
        if any(mark in text for mark in _MARKS):
            parsed = _parsed(text)
            wrongs = list(dict.fromkeys((*_unread(parsed), *_misnamed(parsed, shape))))
            if wrongs:
                raise ExpressionError(wrongs)
            self.names = frozenset(node.name for node in parsed.find_all(nodes.Name))
            self._template = _compiled(text)
            self._try()

    def _filled(self, values: Mapping[str, Any]) -> str:
        said = self.text if self._template is None else self._template.render(values)
        return said[:SAID_AT_MOST]

    def _try(self) -> None:
        """ValueError where it is not allowed whatever it is filled in with."""
        try:
            self._filled({})
        except SecurityError as error:
            raise ValueError(f"cannot be allowed ({error}); {_LIKE}") from error
        except _FAILURES:
            # A number that is not known yet.
            return

    @property
    def is_plain(self) -> bool:
        """Whether it says the same whatever happens."""
        return self._template is None

    def said(self, values: Mapping[str, Any]) -> str:
        """The text as of these values, 200 letters at most."""
        try:
            return self._filled(values)
        except _FAILURES:
            self.failures += 1
            return ""


def literals(text: str) -> str:
    """The letters of a text that it says itself, whatever it is filled in with.

    What it compares with, or asks for by name, is not said; of a text that cannot be read nothing.
    """
    try:
        return "".join(_literals(_ENVIRONMENT.parse(text)))
    except (TemplateSyntaxError, RecursionError):
        return ""


def _literals(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.TemplateData():
            yield node.data
        case nodes.Const():
            yield node.value if isinstance(node.value, str) else ""
        case nodes.Compare():
            return
        case nodes.Getitem():
            yield from _literals(node.node)
        case _:
            for child in node.iter_child_nodes():
                yield from _literals(child)


class _Environment(ImmutableSandboxedEnvironment):
    """Parts of plain mappings and tuples alone can be reached, whatever an expression asks for."""

    intercepted_binops = frozenset({"*"})

    @override
    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    @override
    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Undefined):
            return obj
        if isinstance(obj, MappingProxyType | tuple):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        return self.undefined(obj=obj, name=argument)

    @override
    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, int | float) and isinstance(right, int | float):
            return left * right
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            raise UndefinedError("a number is not known")
        raise SecurityError("only numbers are multiplied")


def _finished(value: Any) -> Any:
    """A value as it is written: nothing for None and false, no digits behind a whole number."""
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    if isinstance(value, float):
        return f"{value:.10g}"
    return value if isinstance(value, str | int | Undefined) else ""


def _rounded(value: Any, digits: int = 0) -> float:
    """Jinja2's own raises ten to the power of any number of digits, which may never end."""
    return round(float(value), min(max(digits, 0), 6))


def _environment() -> _Environment:
    made = _Environment(autoescape=False, undefined=ChainableUndefined, finalize=_finished)
    made.globals.clear()
    made.filters = {name: FILTERS[name] for name in _FILTERS}
    made.filters["round"] = _rounded
    made.tests = {name: TESTS[name] for name in _TESTS}
    return made


_ENVIRONMENT = _environment()


def _parsed(text: str) -> nodes.Template:
    """What an expression is made of; ValueError where it is more than can be allowed."""
    try:
        parsed = _ENVIRONMENT.parse(text)
        if _depth(parsed) > _DEEPEST:
            raise ValueError(f"nested too deep; {_LIKE}")
    except TemplateSyntaxError as error:
        raise ValueError(f"no expression ({_reason(error)}); {_LIKE}") from error
    except RecursionError as error:
        raise ValueError(f"nested too deep; {_LIKE}") from error
    return parsed


def _compiled(text: str) -> Template:
    try:
        return _ENVIRONMENT.from_string(text)
    except TemplateAssertionError as error:
        use = f"use one of {', '.join(_FILTERS)}"
        raise ValueError(f"no expression ({_reason(error)}); {use}") from error


def _reason(error: TemplateSyntaxError) -> str:
    said = (error.message or "").rstrip(".")
    return "it is not closed" if said.casefold().startswith("unexpected end of template") else said


def _depth(node: nodes.Node) -> int:
    return 1 + max((_depth(child) for child in node.iter_child_nodes()), default=0)


def _all(node: nodes.Node) -> list[nodes.Node]:
    return [node, *(one for child in node.iter_child_nodes() for one in _all(child))]


def _unread(parsed: nodes.Template) -> Iterator[Wrong]:
    """What is not read at all, and filters and tests there are not."""
    for node in _all(parsed):
        if not isinstance(node, _READ):
            what = _CALLED.get(type(node), f"{type(node).__name__.lower()}, which is not read")
            yield f"holds {what}", _LIKE
        known = _NAMED.get(type(node))
        name = getattr(node, "name", "")
        if known is not None and name not in known:
            what = type(node).__name__.lower()
            yield f"no expression (No {what} named {name!r})", f"use one of {', '.join(known)}"


def _misnamed(parsed: nodes.Template, shape: Shape) -> Iterator[Wrong]:
    """Names, and their parts as far as they are known, that are not of the shape."""
    names = list(parsed.find_all(nodes.Name))
    # Such as a loop's own, which is told as a loop.
    bound = {name.name for name in names if name.ctx != "load"}
    for name in names:
        if name.name not in bound and name.name not in shape:
            yield f"{name.name} is no name", f"use one of {', '.join(sorted(shape))}"
    found: list[nodes.Getattr | nodes.Getitem] = [*parsed.find_all(nodes.Getattr)]
    for node in [*found, *parsed.find_all(nodes.Getitem)]:
        part = _part(node)
        if isinstance(part, str) and part.startswith("_"):
            yield f"{part} reaches for internals", _LIKE
            continue
        whole = node.node.name if isinstance(node.node, nodes.Name) else ""
        parts = shape.get(whole)
        if isinstance(part, str) and parts is not None and part not in parts:
            has = f"use one of {', '.join(sorted(parts))}" if parts else "it has no parts"
            yield f"{part} is no part of {whole}", has


def _part(node: nodes.Getattr | nodes.Getitem) -> object:
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) else None
