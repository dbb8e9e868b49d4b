"""Soak: made decisions in folders of a thousand; time and peak memory of `vanban parse FOLDER -o FILE.jsonl` at several
sizes, then the largest killed half-way and taken up again, and compared.

    python3 benches/soak.py PROGRAM PLACE SIZE...
"""

import hashlib
import pathlib
import shutil
import subprocess
import sys
import time

SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "samples" / "quy-che-lam-viec.txt"


def made(place, size):
    text = SAMPLE.read_text("utf-8")
    folder = place / f"in-{size}"
    for number in range(size):
        own = folder / f"{number // 1000:04}"
        own.mkdir(parents=True, exist_ok=True)
        (own / f"{number:06}.txt").write_text(f"{text}\nHồ sơ số {number}\n", "utf-8")
    return folder


def peak(process):
    """The most memory of the main process and of its largest worker so far, in MB, until it ends."""
    most = [0.0, 0.0]
    while process.poll() is None:
        tree = [process.pid]
        try:
            children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            for thread in pathlib.Path(f"/proc/{process.pid}/task").iterdir():
                children += (thread / "children").read_text().split()
            tree += map(int, set(children))
            for place, pid in enumerate(tree):
                for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmHWM"):
                        own = 0 if place == 0 else 1
                        most[own] = max(most[own], int(line.split()[1]) / 1024)
        except (OSError, ValueError):
            pass
        time.sleep(0.05)
    return most


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    program, place, *sizes = sys.argv[1:]
    place = pathlib.Path(place)
    for size in map(int, sizes):
        folder, output = made(place, size), place / f"out-{size}.jsonl"
        begun = time.monotonic()
        process = subprocess.Popen([program, "parse", folder, "-o", output], stderr=subprocess.DEVNULL)
        main_most, worker_most = peak(process)
        seconds = time.monotonic() - begun
        print(f"{size} files: {seconds:.1f} s, {size / seconds:.0f} a second, main {main_most:.0f} MB, worker {worker_most:.0f} MB")
    again = place / "again.jsonl"
    process = subprocess.Popen([program, "parse", folder, "-o", again], stderr=subprocess.DEVNULL)
    part = pathlib.Path(f"{again}.part")
    while not part.exists() or part.stat().st_size < output.stat().st_size / 2:
        time.sleep(0.02)
    process.kill()
    process.wait()
    done = subprocess.run([program, "parse", folder, "-o", again, "--resume"], stderr=subprocess.DEVNULL)
    assert done.returncode == 0 and digest(again) == digest(output)
    print(f"killed half-way and taken up again: the same {output.stat().st_size >> 20} MB")
    shutil.rmtree(place)


main()
