"""Checks that Word files are valid, beyond what a forgiving reader lets pass.

Three checks, and no file may have a fault in any of them: the Open XML SDK's rules; what `package` looks at; and that
python-docx opens the file. A tool that is missing is a fault.
"""

import json
import subprocess
from pathlib import Path

import docx

from .corpus import TARGET
from .package import Fault, load_schema, package_faults, short

SDK = TARGET / "node"
SDK_PACKAGE = "@ooxml-tools/validate"
SDK_VERSION = "0.4.6"

VALIDATE = f"""
import {{ readFileSync }} from "node:fs";
import validate from "{SDK_PACKAGE}";
const results = {{}};
for (const file of process.argv.slice(1)) {{
  try {{
    results[file] = await validate(readFileSync(file), "docx", "Microsoft365");
  }} catch (error) {{
    results[file] = [{{ description: `cannot be opened: ${{error?.message ?? error}}` }}];
  }}
}}
// The runtime inside keeps timers going: without an exit, node would wait for them.
process.stdout.write("\\n" + JSON.stringify(results), () => process.exit(0));
"""


def sdk_faults(paths):
    """Faults that the Open XML SDK finds in each file; one process for all files."""
    try:
        installed = json.loads((SDK / "node_modules" / SDK_PACKAGE / "package.json").read_text())["version"]
    except FileNotFoundError:
        installed = None
    if installed != SDK_VERSION:
        raise SystemExit(f"{SDK_PACKAGE} {SDK_VERSION} is wanted in {SDK}, and there is {installed}: run .ci/install")
    command = ["node", "--input-type=module", "--eval", VALIDATE, "--", *map(str, paths)]
    try:
        run = subprocess.run(command, cwd=SDK, capture_output=True, text=True, encoding="utf-8")
    except FileNotFoundError:
        raise SystemExit("node is missing: install nodejs, 20 or newer") from None
    lines = run.stdout.splitlines()
    if run.returncode or not lines:
        raise SystemExit(f"the Open XML SDK did not run (status {run.returncode}):\n{run.stdout}{run.stderr}")
    results = json.loads(lines[-1])
    for path in paths:
        faults = []
        for error in results[str(path)]:
            where = error.get("path") or {}
            faults.append(
                Fault("sdk", where.get("partUri") or "", where.get("xpath") or "", short(error["description"]))
            )
        yield faults


def python_docx_faults(path):
    try:
        document = docx.Document(str(path))
        # A table's cells are only put together when asked for.
        [row.cells for table in document.tables for row in table.rows]
        [(section.header.is_linked_to_previous, section.footer.is_linked_to_previous) for section in document.sections]
        [paragraph.style for paragraph in document.paragraphs]
    except Exception as error:  # Whatever it stumbles over is a fault of the file.
        return [Fault("python-docx", "", "", f"{type(error).__name__}: {error}")]
    return []


def check(paths: list[Path]) -> list[str]:
    schema = load_schema()
    listed: list[str] = []
    invalid = validated = 0
    for path, faults in zip(paths, sdk_faults([path.resolve() for path in paths]), strict=True):
        of_package, parts = package_faults(path, schema)
        faults += of_package + python_docx_faults(path)
        validated += parts
        invalid += bool(faults)
        for fault in faults:
            where = " ".join(filter(None, [fault.part or "the file", fault.place]))
            listed.append(f"{path}: {where} [{fault.check}] {fault.message}")
    print(
        f"{len(paths) - invalid} of {len(paths)} Word files are valid: Open XML SDK ({SDK_PACKAGE} {SDK_VERSION}); "
        f"schemas of ISO/IEC 29500 transitional ({validated} parts); parts, relationships, references and tables; "
        f"python-docx {docx.__version__}"
    )
    return listed
