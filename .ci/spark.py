"""Runs real pyspark on local[2] over a few hundred documents, by rdd.pipe and by mapInPandas, and compares every line
with what one machine gives for the same folder.

    target/python/bin/python .ci/spark.py [--program target/release/vanban] [--files 300]
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "examples"))
import spark as example  # noqa: E402

FORMS = {".txt", ".docx", ".doc", ".rtf", ".md"}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", default="target/release/vanban")
    arguments.add_argument("--files", type=int, default=300)
    arguments = arguments.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = str(HERE / "examples")
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        documents = place / "documents"
        documents.mkdir()
        samples = sorted(path for path in (HERE / "samples").iterdir() if path.suffix in FORMS)
        for number in range(arguments.files):
            own = samples[number % len(samples)]
            shutil.copy(own, documents / f"{number:04}{own.suffix}")
        # One that cannot be read ends nothing.
        (documents / "9999.docx").write_bytes(b"PK\x03\x04 and no more")
        single = place / "single.jsonl"
        done = subprocess.run([program, "parse", documents, "-o", single], capture_output=True)
        assert done.returncode == 1, done.stderr.decode()
        wanted = {}
        for line in single.read_text("utf-8").splitlines():
            answer = json.loads(line)
            wanted[answer["id"]] = answer.get("result") or answer["error"]["code"]
        assert len(wanted) == arguments.files + 1

        from pyspark.sql import SparkSession

        spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        files = spark.read.format("binaryFile").load(str(documents)).repartition(4)

        def compare(name, pairs):
            found = {identity.rsplit("/", 1)[-1]: result for identity, result in pairs}
            assert len(pairs) == len(found) == len(wanted), f"{name}: {len(pairs)} answers, {len(wanted)} wanted"
            other = [own for own in wanted if found.get(own) != wanted[own]]
            assert not other, f"{name}: other results than on one machine: {other[:5]}"
            failed = sum(isinstance(result, str) for result in found.values())
            print(f"{name}: {len(found)} documents as on one machine, {failed} of them not readable")

        lines = [json.loads(line) for line in example.by_pipe(files, program).collect()]
        compare("rdd.pipe", [(own["id"], own.get("result") or own["error"]["code"]) for own in lines])
        rows = example.by_pandas(files, program).collect()
        compare("mapInPandas", [(own.id, json.loads(own.json) if own.json else own.error) for own in rows])
        spark.stop()


main()
