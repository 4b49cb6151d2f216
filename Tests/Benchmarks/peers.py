"""Runs other people's programs over the benchmark's files, as the yardstick for `make bench`.

Usage: peers.py FOLDER, where FOLDER holds what `plumbline-bench` wrote (fhir.ndjson, feed.hl7, table.csv). Prints one line a
measurement; a peer that is not installed is named and left out.
"""

import pathlib
import sys
import time


def measure(name, size, records, work):
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"  {name:<44} {size / seconds / 1e6:9.1f} MB/s {records / seconds:12,.0f} records/s")


def peer(name, module):
    try:
        return __import__(module)
    except ImportError:
        print(f"  {name:<44} not installed")
        return None


def main():
    folder = pathlib.Path(sys.argv[1])
    lines = (folder / "fhir.ndjson").read_bytes().splitlines()
    size = sum(map(len, lines)) + len(lines)
    if orjson := peer("orjson (parse)", "orjson"):

        def parse():
            for line in lines:
                orjson.loads(line)

        measure("orjson (parse)", size, len(lines), parse)
    if fhirkit := peer("fhirkit-rs (parse and structure)", "fhirkit"):
        some = [line.decode() for line in lines[: len(lines) // 4]]
        part = sum(map(len, some))

        def structure():
            for line in some:
                try:
                    fhirkit.validate(line)
                except Exception:
                    pass

        measure("fhirkit-rs (parse and structure)", part, len(some), structure)
    feed = (folder / "feed.hl7").read_bytes().decode("utf-8")
    messages = ["MSH" + text for text in feed.split("MSH")[1:]]
    if medforge := peer("medforge (HL7 v2 parse)", "medforge"):
        some = messages[: len(messages) // 8]

        def parse_messages():
            for text in some:
                medforge.parse(text)

        measure("medforge (HL7 v2 parse)", sum(map(len, some)), len(some), parse_messages)
    if polars := peer("polars (CSV parse, all threads)", "polars"):
        path = folder / "table.csv"
        rows = path.read_bytes().count(b"\n")
        measure(
            "polars (CSV parse, all threads)",
            path.stat().st_size,
            rows,
            lambda: polars.read_csv(path, infer_schema=False, separator="|"),
        )


main()
