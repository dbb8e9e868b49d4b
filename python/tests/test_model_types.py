"""The typed dictionaries say what the JSON Schemas say, and every document keeps to them."""

from __future__ import annotations

import json
import pathlib
import typing
from typing import Any, Dict, Iterator, Tuple

import pytest

import vanban
from vanban import _vanban, model

ROOTS = {"output": "Output", "finding": "Finding", "mend": "Mend", "plan": "PlanData"}
RENAMED = {("plan", "Row"): "PlanRow", ("plan", "Class"): "PlanClass", ("plan", "Decision"): "PlanDecision"}


def definitions() -> Iterator[Tuple[str, Dict[str, Any]]]:
    """Every definition of the schemas, with the name of its type."""
    for of, root in ROOTS.items():
        schema = json.loads(_vanban.schema(of))
        yield root, schema
        for name, own in schema.get("$defs", {}).items():
            if name == "Block":
                for option in own["oneOf"]:
                    yield option["properties"]["type"]["const"].capitalize(), option
            else:
                yield RENAMED.get((of, name), name), own


def test_keys_and_what_is_required_are_those_of_the_schemas() -> None:
    seen = set()
    for name, schema in definitions():
        own = getattr(model, name)
        seen.add(name)
        if "properties" not in schema:
            values = [option["const"] for option in schema["oneOf"]]
            assert list(typing.get_args(own)) == values, name
            continue
        required = set(schema.get("required", []))
        assert own.__required_keys__ == required, name
        assert own.__optional_keys__ == set(schema["properties"]) - required, name
    assert len(seen) >= 36
    typed = {
        name for name, own in vars(model).items() if hasattr(own, "__required_keys__") and not name.startswith("_")
    }
    assert typed <= seen


def keeps(value: Any, annotation: Any, place: str) -> None:
    """Fails where a value is not of its type."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if hasattr(annotation, "__required_keys__"):
        assert isinstance(value, dict), place
        assert annotation.__required_keys__ <= set(value) <= set(annotation.__annotations__), (place, set(value))
        types = typing.get_type_hints(annotation, vars(model))
        for key, own in value.items():
            keeps(own, types[key], f"{place}/{key}")
    elif annotation == model.Span:
        assert len(value) == 2 and all(isinstance(own, int) for own in value), place
    elif origin is list:
        assert isinstance(value, list), place
        for index, own in enumerate(value):
            keeps(own, arguments[0], f"{place}/{index}")
    elif origin is dict:
        for key, own in value.items():
            keeps(own, arguments[1], f"{place}/{key}")
    elif origin is typing.Literal:
        assert value in arguments, place
    elif origin is typing.Union:
        # The blocks: told apart by their type.
        (own,) = [own for own in arguments if own.__name__ == value["type"].capitalize()]
        keeps(value, own, place)
    else:
        assert isinstance(value, annotation), (place, value)


def test_every_sample_keeps_to_its_types(documents: list[pathlib.Path]) -> None:
    for file in documents:
        parsed = vanban.parse(file, provenance="all")
        keeps(parsed.to_dict(), model.Output, file.name)
        for found in parsed.check():
            keeps(found, model.Finding, file.name)


def test_plans_and_mends_keep_to_their_types(samples: pathlib.Path) -> None:
    keeps(vanban.draft.plan(vanban.sample(), 2027).data, model.PlanData, "plan")
    parsed = vanban.parse(vanban.sample())
    parsed.document["header"]["date"] = "2015-03-17"
    mends = vanban.fix(vanban.render(parsed, form="nd30-2020")).mends
    assert mends
    for mend in mends:
        keeps(mend, model.Mend, "mend")


def test_what_is_not_of_its_type_is_seen() -> None:
    with pytest.raises(AssertionError):
        keeps({"schema": "vanban/1"}, model.Output, "")
    with pytest.raises(AssertionError):
        keeps({"schema": "vanban/1", "document": {"subject": 3}}, model.Output, "")
