"""Has LibreOffice accept or reject all tracked changes of Word files, and gives the texts that come of it."""

import tempfile
from pathlib import Path

from . import corpus

ACCEPT, REJECT = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges"
# Each line of the list: the command, the file and the text that is to be written, apart by tabs. A file at which the
# office stumbles leaves no text.
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub SettleAll(list As String)
    Dim entry As String
    Open list For Input As #1
    Do While Not Eof(1)
        Line Input #1, entry
        parts = Split(entry, Chr(9))
        Settle(parts(0), parts(1), parts(2))
    Loop
    Close #1
End Sub

Sub Settle(command As String, source As String, target As String)
    On Error Resume Next
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
    Dim text(0) As New com.sun.star.beans.PropertyValue
    text(0).Name = "FilterName"
    text(0).Value = "Text (encoded)"
    document.storeToURL(target, text())
    document.close(True)
End Sub
</script:module>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>"""


def settled(wanted: list[tuple[str, Path]]) -> list[str | None]:
    """The text of each file after its command, without blanks; None where there is none. One run for all files."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        # The first start makes the profile, in which the macro is put.
        corpus.run(*office, "--terminate_after_init")
        basic = folder / "profile" / "user" / "basic" / "Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Module1.xba").write_text(MACRO, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        targets = [folder / f"{number}.txt" for number in range(len(wanted))]
        lines = [
            f"{command}\t{path.resolve().as_uri()}\t{target.as_uri()}\n"
            for (command, path), target in zip(wanted, targets, strict=True)
        ]
        (folder / "list").write_text("".join(lines), encoding="utf-8")
        corpus.run(*office, f'macro:///Standard.Module1.SettleAll("{folder / "list"}")')
        return [solid(target) if target.exists() else None for target in targets]


def solid(text: Path) -> str:
    return "".join(text.read_text(encoding="utf-8", errors="replace").lstrip("\ufeff").split())
