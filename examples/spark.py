"""Reads many decisions on Apache Spark: `vanban pipe` on every worker, by rdd.pipe and by mapInPandas.

    spark-submit examples/spark.py PROGRAM FOLDER_OR_GLOB OUTPUT

PROGRAM is the path of vanban on the workers, OUTPUT a folder that is not there yet. On a cluster the bytes come with the
rows (spark.read.format("binaryFile")), so that workers need the program and nothing else. A task that is lost is run
again by Spark and gives the same lines.
"""

import base64
import json
import subprocess
import sys

COLUMNS = "id string, number string, date string, agency string, error string, json string"


def record(path, content):
    """The record of a file, as `vanban pipe` reads it."""
    return json.dumps({"id": path, "base64": base64.b64encode(bytes(content)).decode()})


def row(line):
    """The columns of a line that `vanban pipe` writes."""
    answer = json.loads(line)
    header = answer.get("result", {}).get("document", {}).get("header", {})
    return {
        "id": answer["id"],
        "number": header.get("number", {}).get("text"),
        "date": header.get("date"),
        "agency": header.get("agency"),
        "error": answer.get("error", {}).get("code"),
        "json": json.dumps(answer["result"], ensure_ascii=False) if "result" in answer else None,
    }


def by_pipe(files, program):
    """An RDD of lines, by rdd.pipe: one process a partition. It ends with 1 where some record could not be read, which
    is said in its line; so its status is not checked."""
    records = files.rdd.map(lambda file: record(file.path, file.content))
    return records.pipe(f"{program} pipe --jobs 1", checkCode=False)


def by_pandas(files, program):
    """A data frame of `COLUMNS`, by mapInPandas: one process a batch of files."""

    def read(batches):
        import pandas

        for batch in batches:
            records = "\n".join(map(record, batch["path"], batch["content"]))
            done = subprocess.run([program, "pipe", "--jobs", "1"], input=records.encode(), capture_output=True)
            lines = done.stdout.decode().splitlines()
            if len(lines) != len(batch):
                raise RuntimeError(f"{len(lines)} answers to {len(batch)} records: {done.stderr.decode()[-1000:]}")
            yield pandas.DataFrame([row(line) for line in lines])

    return files.select("path", "content").mapInPandas(read, COLUMNS)


def main():
    from pyspark.sql import SparkSession

    program, source, output = sys.argv[1:]
    spark = SparkSession.builder.appName("vanban").getOrCreate()
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(source)
    by_pandas(files, program).write.parquet(output)
    spark.stop()


if __name__ == "__main__":
    main()
