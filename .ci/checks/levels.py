"""The levels last reached, in .ci/levels.json: an object a set of documents, a line a document."""

import json

from .corpus import ROOT
from .corpus import load as load_json

FILE = ROOT / ".ci" / "levels.json"


def load() -> dict:
    return load_json(FILE)


def write(levels: dict):
    line = lambda value: json.dumps(value, ensure_ascii=False)
    parts = []
    for name, level in levels.items():
        if "documents" not in level:
            parts.append(f" {line(name)}: {line(level)}")
            continue
        documents = ",\n".join(f"   {line(key)}: {line(value)}" for key, value in level["documents"].items())
        parts.append(f' {line(name)}: {{\n  "micro": {level["micro"]:.4f},\n  "documents": {{\n{documents}\n  }}\n }}')
    FILE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
