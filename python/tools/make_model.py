#!/usr/bin/env python3
"""Writes ../vanban/model.py, the types of the model, from the JSON Schemas of the installed package.

With --check it only compares.
"""

from __future__ import annotations

import json
import keyword
import pathlib
import sys
import textwrap
from typing import Any, Dict, List, Tuple

from vanban import _vanban

HEAD = '''\
"""The types of what is read and judged, as typed dictionaries.

Made from the JSON Schemas by tools/make_model.py: change the schemas, not this file.

>>> import vanban
>>> document: vanban.model.Document = {"name": "QUYẾT ĐỊNH", "subject": "Về việc thành lập Ban Chỉ đạo"}
>>> vanban.render(document)[:2]
b'PK'
"""

from __future__ import annotations

from typing import Dict, List, Literal, Tuple, TypedDict, Union

Span = Union[Tuple[int, int], List[int]]
"""Where words begin and end in the normalised text, in bytes of UTF-8."""
'''

# Which schemas there are, what the type of each is called, and what its definitions are called elsewhere.
SCHEMAS: List[Tuple[str, str, Dict[str, str]]] = [
    ("output", "Output", {}),
    ("finding", "Finding", {}),
    ("mend", "Mend", {}),
    ("plan", "PlanData", {"Row": "PlanRow", "Class": "PlanClass", "Decision": "PlanDecision"}),
]


class Maker:
    """Collects the types of one schema after the other."""

    def __init__(self) -> None:
        self.made: Dict[str, str] = {}
        self.names: Dict[str, str] = {}

    def schema(self, schema: Dict[str, Any], name: str, names: Dict[str, str]) -> None:
        self.names = names
        for own, definition in schema.get("$defs", {}).items():
            self.definition(names.get(own, own), definition)
        self.definition(name, schema)

    def definition(self, name: str, schema: Dict[str, Any]) -> None:
        if "properties" in schema:
            text = self.typed_dict(name, schema)
        else:
            text = f"{name} = {self.alternatives(name, schema)}\n{doc(schema, '')}"
        if self.made.setdefault(name, text) != text:
            raise SystemExit(f"two schemas have a type {name}, and they differ")

    def alternatives(self, name: str, schema: Dict[str, Any]) -> str:
        """A union: of constants, or of dictionaries that are told apart by their type."""
        if "enum" in schema:
            return literal(schema["enum"])
        options = schema.get("oneOf") or schema.get("anyOf")
        if options is None:
            return self.type_of(schema)
        if all("const" in option or "enum" in option for option in options):
            values = [value for option in options for value in option.get("enum", [option.get("const")])]
            return literal(values)
        names = []
        for option in options:
            own = option["properties"]["type"]["const"].capitalize()
            self.definition(own, option)
            names.append(json.dumps(own))
        return f"Union[{', '.join(names)}]"

    def type_of(self, schema: Any) -> str:
        if schema is True or schema == {}:
            return "object"
        if "$ref" in schema:
            return self.names.get(ref(schema), ref(schema))
        if "anyOf" in schema:
            # An optional key is left out where it holds nothing, and never null in what is written.
            options = [self.type_of(option) for option in schema["anyOf"] if option.get("type") != "null"]
            return options[0] if len(options) == 1 else f"Union[{', '.join(options)}]"
        if "const" in schema:
            return f"Literal[{json.dumps(schema['const'])}]"
        kind = schema["type"]
        kinds = [own for own in (kind if isinstance(kind, list) else [kind]) if own != "null"]
        (kind,) = kinds
        if kind == "array":
            items = schema.get("items")
            if schema.get("maxItems") == 2 == schema.get("minItems"):
                return "Span"
            return f"List[{self.type_of(items)}]"
        if kind == "object":
            return f"Dict[str, {self.type_of(schema['additionalProperties'])}]"
        return {"string": "str", "integer": "int", "boolean": "bool", "number": "float"}[kind]

    def typed_dict(self, name: str, schema: Dict[str, Any]) -> str:
        required = schema.get("required", [])
        keys: Dict[str, Any] = schema["properties"]
        needed = {key: own for key, own in keys.items() if key in required}
        optional = {key: own for key, own in keys.items() if key not in required}
        if any(not key.isidentifier() or keyword.iskeyword(key) for key in keys):
            return self.by_call(name, schema, needed, optional)
        base = "TypedDict"
        text = ""
        if needed and optional:
            base = f"_{name}Required"
            text = f"class {base}(TypedDict):\n{self.members(needed)}\n\n"
        total = "" if needed and not optional else ", total=False"
        return (
            f"{text}class {name}({base}{total}):\n{doc(schema, '    ')}{gap(schema)}{self.members(optional or needed)}"
        )

    def members(self, keys: Dict[str, Any]) -> str:
        return "".join(f"    {key}: {self.type_of(own)}\n{doc(own, '    ')}" for key, own in keys.items())

    def by_call(self, name: str, schema: Dict[str, Any], needed: Dict[str, Any], optional: Dict[str, Any]) -> str:
        """Keys that are no names of Python ask for the other way to write a TypedDict."""

        def call(own: str, keys: Dict[str, Any], total: str) -> str:
            members = "".join(
                f"        {json.dumps(key)}: {quoted(self.type_of(value))},\n" for key, value in keys.items()
            )
            return f'TypedDict(\n    "{own}",\n    {{\n{members}    }},\n{total})'

        if not optional:
            return f"{name} = {call(name, needed, '')}\n{doc(schema, '')}"
        first = f"_{name}Required = {call(f'_{name}Required', needed, '')}\n"
        second = f"_{name}Optional = {call(f'_{name}Optional', optional, '    total=False,' + chr(10))}\n"
        return f"{first}\n{second}\n\nclass {name}(_{name}Required, _{name}Optional):\n{doc(schema, '    ')}"


def gap(schema: Dict[str, Any]) -> str:
    return "\n" if "description" in schema else ""


def literal(values: List[str]) -> str:
    listed = [json.dumps(value) for value in values]
    line = f"Literal[{', '.join(listed)}]"
    return line if len(line) < 100 else "Literal[\n" + "".join(f"    {value},\n" for value in listed) + "]"


def quoted(written: str) -> str:
    """In a call types are values: those that come later in the file are named in quotes."""
    return written if written in ("str", "int", "bool", "float") else json.dumps(written)


def ref(schema: Dict[str, Any]) -> str:
    return str(schema["$ref"].rsplit("/", 1)[1])


def doc(schema: Any, indent: str) -> str:
    if not isinstance(schema, dict) or "description" not in schema:
        return ""
    # Links of the Rust documentation are plain words here.
    text = " ".join(schema["description"].split()).replace("[`SCHEMA`]", "The contract's name and version")
    text = text.replace("`", "``").replace("\\", "\\\\")
    lines = textwrap.wrap(f'"""{text}"""', 116 - len(indent), break_long_words=False)
    return "".join(f"{indent}{line}\n" for line in lines)


def main() -> None:
    maker = Maker()
    for of, name, names in SCHEMAS:
        maker.schema(json.loads(_vanban.schema(of)), name, names)
    text = HEAD + "".join(f"\n\n{own}" for own in in_order(maker.made))
    place = pathlib.Path(__file__).parent.parent / "vanban" / "model.py"
    if "--check" not in sys.argv[1:]:
        place.write_text(text, encoding="utf-8")
    elif place.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{place} is not what the schemas say: run tools/make_model.py with the new wheel installed")


def in_order(made: Dict[str, str]) -> List[str]:
    """A class stands below those that it is made of."""
    done: List[str] = []
    named = {name: text for name, text in made.items()}

    def put(name: str) -> None:
        text = named.pop(name, None)
        if text is None:
            return
        for line in text.splitlines():
            if line.startswith("class ") and "(" in line:
                for base in line.split("(", 1)[1].split(")")[0].split(", "):
                    put(base)
        done.append(text)

    for name in list(made):
        put(name)
    return done


if __name__ == "__main__":
    main()
