"""Resolves the names of an expression and checks its types: syntax tree to typed tree."""

from __future__ import annotations

import ast
import re
from decimal import Decimal, InvalidOperation

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.yaml_nodes import Scalar
from peercomply.errors import Problem, did_you_mean
from peercomply.records.durations import parse_duration
from peercomply.records.model import RecordType
from peercomply.rules import calls, operations
from peercomply.rules.nodes import (
    AsOf,
    Chosen,
    Elsewhere,
    Expr,
    FieldValue,
    Junction,
    Literal,
    Negation,
    ParameterValue,
)
from peercomply.rules.refusal import Refused, refused
from peercomply.rules.scope import Reached, Scope, follow, references
from peercomply.rules.syntax import Parsed, parse_expression
from peercomply.rules.traversal import is_small
from peercomply.rules.types import (
    BOOL,
    DATE,
    NUMBER,
    TEXT,
    Kind,
    duration_type,
    is_plain_number,
    type_of,
)

LARGEST = 5_000
"""Parts of one expression, those of the definitions that it names included."""

DEEPEST = 100
"""Levels of one expression, those of the definitions that it names included."""

_DURATION = re.compile(r"P[0-9T]")


def bind(scalar: Scalar, scope: Scope, problems: list[Problem], *expected: Kind) -> Expr | None:
    """
    Return the typed tree of the expression in *scalar*.

    None after adding what is wrong to *problems*, also when its type is none of *expected*.
    """
    try:
        parsed = parse_expression(scalar)
        bound = Binder(parsed, scope).expression(parsed.body)
        if expected and bound.type.kind not in expected:
            wanted = " or ".join(kind.value for kind in expected)
            span = parsed.span(parsed.body)
            raise refused(Code.WRONG_TYPE, f"this is {bound.type}", span, expected=wanted)
        if not is_small(bound, LARGEST, DEEPEST):
            raise _too_large(scalar)
    except Refused as stop:
        problems.append(stop.problem)
        return None
    except RecursionError:
        problems.append(_too_large(scalar).problem)
        return None
    return bound


def _too_large(scalar: Scalar) -> Refused:
    message = "the expression is too large with the definitions that it names"
    wanted = f"at most {LARGEST} parts, nested at most {DEEPEST} levels deep"
    return refused(Code.TOO_LARGE, message, scalar.span, expected=wanted)


@attrs.frozen
class Binder:
    """
    Turns the nodes of one parsed expression into typed ones.

    Attributes:
        parsed: The expression.

        scope: Where it stands.
    """

    parsed: Parsed
    scope: Scope

    def within(self, scope: Scope) -> Binder:
        """Return a binder for another part of the same text, in *scope*."""
        return Binder(self.parsed, scope)

    def expression(self, node: ast.expr) -> Expr:
        """Return the typed node of *node*."""
        match node:
            case ast.Constant():
                return self._literal(node)
            case ast.Name():
                return self._name(node, [node.id])
            case ast.Attribute():
                return self._name(node, self._chain(node))
            case ast.BoolOp():
                return self._junction(node)
            case ast.UnaryOp():
                return self._unary(node)
            case ast.Compare():
                return operations.comparisons(self, node)
            case ast.BinOp():
                return operations.operation(self, node)
            case ast.Call():
                return calls.call(self, node)
            case ast.IfExp():
                return self._chosen(node)
            case _:
                raise self.refuse(
                    Code.NOT_ALLOWED,
                    "this is not part of the rule language",
                    node,
                    expected="names, comparisons, and, or, not, +, -, * and the listed functions",
                )

    def condition(self, node: ast.expr) -> Expr:
        """Return the typed node of *node*, which has to be yes or no."""
        bound = self.expression(node)
        if bound.type.kind is not Kind.BOOL:
            raise self.refuse(
                Code.WRONG_TYPE, f"this is {bound.type}", node, expected="a condition: yes or no"
            )
        return bound

    def member(self, node: ast.expr, names: list[str]) -> Expr:
        """Return what the path *names* means, read from a related record."""
        reached = self._follow(node, self.scope.current, names[:-1])
        return self._member(node, reached, names[-1], judged=False)

    def refuse(
        self, code: Code, message: str, node: ast.expr, *, expected: str = "", hint: str = ""
    ) -> Refused:
        """Return the problem *message* at *node*, to be raised."""
        return refused(code, message, self.parsed.span(node), expected=expected, hint=hint)

    def _chain(self, node: ast.expr) -> list[str]:
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            raise self.refuse(Code.NOT_ALLOWED, "only names can be followed by a dot", node)
        return [node.id, *reversed(names)]

    def _literal(self, node: ast.Constant) -> Literal:
        span = self.parsed.span(node)
        match node.value:
            case bool():
                return Literal(node.value, BOOL, span=span)
            case int() | float():
                return Literal(self._number(node), NUMBER, span=span)
            case str():
                return Literal(node.value, TEXT, span=span)
            case _:
                raise self.refuse(
                    Code.NOT_ALLOWED,
                    "this value is not part of the rule language",
                    node,
                    expected="a number, a text in quotes, True, False, or missing(...)",
                )

    def _number(self, node: ast.Constant) -> Decimal:
        try:
            value = Decimal(self.parsed.source(node))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not is_plain_number(self.parsed.source(node)):
            raise self.refuse(
                Code.NOT_ALLOWED,
                "this is no plain decimal number",
                node,
                expected="a number such as 4 or 0.51",
            )
        return value

    def _name(self, node: ast.expr, names: list[str]) -> Expr:
        judged = names[0] == "this" and self.scope.nested
        if names[0] == "this" and not judged:
            raise self.refuse(
                Code.NOT_ALLOWED,
                "'this.' stands only in conditions on related records",
                node,
                hint="leave it out: plain names mean the record being judged here",
            )
        if judged:
            names = names[1:]
            if len(names) == 1 and names[0] in self.scope.lets:
                return self._let(node, names[0])
        elif len(names) == 1 and (known := self._plain(node, names[0])) is not None:
            return known
        start = self.scope.judged if judged or not self.scope.nested else self.scope.current
        if not names:
            raise self.refuse(
                Code.NOT_ALLOWED,
                "'this' alone is no value",
                node,
                expected="this. and a field, such as this.id",
            )
        reached = self._follow(node, start, names[:-1])
        return self._member(node, reached, names[-1], judged=judged or not self.scope.nested)

    def _follow(self, node: ast.expr, start: RecordType, names: list[str]) -> Reached:
        for count in range(1, len(names) + 1):
            if isinstance(follow(start, names[:count], self.scope.names.schema), str):
                before = follow(start, names[: count - 1], self.scope.names.schema)
                here = start if isinstance(before, str) else before.type
                raise self.refuse(
                    Code.UNKNOWN_FIELD,
                    f"record type {here.name!r} has no reference {names[count - 1]!r}",
                    node,
                    expected=f"one of {', '.join(references(here)) or 'none'}",
                    hint=did_you_mean(names[count - 1], references(here)),
                )
        reached = follow(start, names, self.scope.names.schema)
        assert not isinstance(reached, str)
        return reached

    def _plain(self, node: ast.expr, name: str) -> Expr | None:
        span = self.parsed.span(node)
        if _DURATION.match(name):
            try:
                duration = parse_duration(name)
            except ValueError as error:
                raise self.refuse(
                    Code.BAD_VALUE,
                    str(error),
                    node,
                    expected="a duration such as P1M, P14D, P5B or PT24H",
                ) from None
            return Literal(duration, duration_type(duration), span=span)
        if name == "as_of":
            return AsOf(DATE, span=span)
        if name in ("true", "false"):
            return Literal(name == "true", BOOL, span=span)
        if name in self.scope.lets:
            return self._let(node, name)
        parameter = self.scope.names.parameters.get(name)
        if parameter is not None:
            return ParameterValue(name, parameter.type, span=span)
        return None

    def _let(self, node: ast.expr, name: str) -> Elsewhere:
        value, span = self.scope.lets[name], self.parsed.span(node)
        about = self.scope.judged.name
        return Elsewhere(
            judged=True, path=(), about=about, body=value, type=value.type, name=name, span=span
        )

    def _member(self, node: ast.expr, reached: Reached, name: str, *, judged: bool) -> Expr:
        span = self.parsed.span(node)
        field = reached.type.fields.get(name)
        if field is not None:
            kind = type_of(field, reached.type.name)
            return FieldValue(
                judged, reached.path, reached.type.name, name, kind, info=field, span=span
            )
        body = self._definition(node, reached.type, name)
        if body is not None:
            about = reached.type.name
            return Elsewhere(judged, reached.path, about, body, body.type, name, span=span)
        known = self._known(reached.type, plain=isinstance(node, ast.Name))
        code = Code.UNKNOWN_NAME if isinstance(node, ast.Name) else Code.UNKNOWN_FIELD
        raise self.refuse(
            code,
            f"unknown field {name!r} on record type {reached.type.name!r}",
            node,
            expected=f"one of {', '.join(reached.type.fields)}",
            hint=did_you_mean(name, known),
        )

    def _known(self, record_type: RecordType, *, plain: bool) -> list[str]:
        known = [*record_type.fields, *self.scope.names.of_type(record_type.name), "active", "open"]
        return [*known, *self.scope.lets, *self.scope.names.parameters, "as_of"] if plain else known

    def _definition(self, node: ast.expr, record_type: RecordType, name: str) -> Expr | None:
        definition = self.scope.names.definitions.get((record_type.name, name))
        if definition is None:
            return None
        key = (record_type.name, name)
        if key in self.scope.open:
            circle = " -> ".join(part[1] for part in (*self.scope.open, key))
            raise self.refuse(Code.CYCLE, f"these definitions go round in a circle: {circle}", node)
        if key in self.scope.names.bound:
            return self.scope.names.bound[key]
        problems: list[Problem] = []
        bound = bind(definition.text, self.scope.inside(definition), problems, Kind.BOOL)
        if bound is None:
            raise Refused(problems[0])
        self.scope.names.bound[key] = bound
        return bound

    def _chosen(self, node: ast.IfExp) -> Chosen:
        condition = self.condition(node.test)
        value, otherwise = self.expression(node.body), self.expression(node.orelse)
        same = value.type.kind is otherwise.type.kind and value.type.exact == otherwise.type.exact
        if not same:
            raise self.refuse(
                Code.WRONG_TYPE,
                f"this is {value.type} or {otherwise.type}",
                node,
                expected="two values of one type, as in: P7D if started_on > as_of - P6M else P1M",
            )
        kind = attrs.evolve(value.type, business=value.type.business or otherwise.type.business)
        return Chosen(condition, value, otherwise, kind, span=self.parsed.span(node))

    def _junction(self, node: ast.BoolOp) -> Junction:
        items = tuple(self.condition(item) for item in node.values)
        return Junction(isinstance(node.op, ast.And), items, BOOL, span=self.parsed.span(node))

    def _unary(self, node: ast.UnaryOp) -> Expr:
        span = self.parsed.span(node)
        if isinstance(node.op, ast.Not):
            return Negation(self.condition(node.operand), BOOL, span=span)
        value = self.expression(node.operand)
        if isinstance(node.op, ast.USub) and isinstance(value, Literal) and value.type == NUMBER:
            return Literal(-value.value, NUMBER, span=span)
        raise self.refuse(Code.NOT_ALLOWED, "a sign stands only before a number", node)
