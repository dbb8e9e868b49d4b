"""Runs pyspark on local[2] over a few hundred documents, by rdd.pipe and by mapInPandas, and compares every line with
what one machine gives for the same folder."""

import importlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from .corpus import ROOT, Setup

FILES = 300
EXAMPLES = ROOT / "examples"


def fill(folder: Path, samples: list[Path]):
    """Copies of the samples, and one file that cannot be read: it ends nothing."""
    for number in range(FILES):
        sample = samples[number % len(samples)]
        shutil.copy(sample, folder / f"{number:04}{sample.suffix}")
    (folder / "9999.docx").write_bytes(b"PK\x03\x04 and no more")


def on_one_machine(setup: Setup, documents: Path) -> dict:
    """The result of every document, or the code of its error."""
    with tempfile.TemporaryDirectory() as place:
        output = Path(place, "single.jsonl")
        done = setup.run("parse", documents, "-o", output)
        if done.returncode != 1:
            raise SystemExit(f"status {done.returncode}, and one file cannot be read: {done.stderr}")
        answers = map(json.loads, output.read_text("utf-8").splitlines())
        return {answer["id"]: answer.get("result") or answer["error"]["code"] for answer in answers}


def compare(name: str, pairs: list[tuple], wanted: dict) -> list[str]:
    """What differs between the answers, with their ids, and those that are wanted."""
    answers = {identity.rsplit("/", 1)[-1]: result for identity, result in pairs}
    if not len(pairs) == len(answers) == len(wanted) == FILES + 1:
        return [f"{name}: {len(pairs)} answers, {len(wanted)} on one machine, {FILES + 1} documents"]
    failed = sum(isinstance(result, str) for result in answers.values())
    print(f"{name}: {len(answers)} documents, {failed} of them not readable")
    other = [identity for identity in wanted if answers.get(identity) != wanted[identity]]
    return [f"{name}: other results than on one machine: {other[:5]}"] if other else []


def check(setup: Setup) -> list[str]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = str(EXAMPLES)
    sys.path.insert(0, str(EXAMPLES))
    example = importlib.import_module("spark")
    from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory() as documents:
        fill(Path(documents), setup.documents(samples="txt docx doc rtf md"))
        wanted = on_one_machine(setup, Path(documents))
        spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        files = spark.read.format("binaryFile").load(documents).repartition(4)
        lines = [json.loads(line) for line in example.by_pipe(files, str(setup.program)).collect()]
        by_pipe = [(line["id"], line.get("result") or line["error"]["code"]) for line in lines]
        rows = example.by_pandas(files, str(setup.program)).collect()
        by_pandas = [(row.id, json.loads(row.json) if row.json else row.error) for row in rows]
        spark.stop()
    return compare("rdd.pipe", by_pipe, wanted) + compare("mapInPandas", by_pandas, wanted)
