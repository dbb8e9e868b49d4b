"""The faults that are known: .ci/exceptions.json, by check. Other scripts ask it; a list is emptied, never filled, by later work."""
import json
import re
from pathlib import Path

KNOWN = json.loads((Path(__file__).resolve().parent / "exceptions.json").read_text(encoding="utf-8"))


def settle(check, faults, documents):
    """The faults that count. Each begins with the name of its document; of `documents` one that is known for faults of
    this check has to have one."""
    known = {name for name in KNOWN[check] if name in documents}
    name_of = lambda fault: re.split(r": | → ", fault)[0]
    healed = known - {name_of(fault) for fault in faults}
    return [fault for fault in faults if name_of(fault) not in known] + [
        f"{name}: has no fault now; take it out of {check!r} in .ci/exceptions.json" for name in sorted(healed)
    ]
