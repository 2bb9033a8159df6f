#!/usr/bin/env python3
"""Whether memory stays as it is: the main job for minutes, into a reader that takes so much a second. See README.md."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import whole_process

CONFIGURATION = """
data-dir = "{work}/data"
pipelines.steady {{
  inputs.objects {{ type = file, paths = ["{work}/links/*.json.gz"] }}
  filters = [ {{ type = cloudtrail }}, {{ type = snare }} ]
  outputs.rows {{ type = stdout, format = raw }}
}}
"""
CHUNK = 64 << 10


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=48, help="megabytes of rows a second")
    parser.add_argument("--mb", type=int, default=200, help="megabytes of different records; they come again and again")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    checkout = pathlib.Path(__file__).resolve().parents[2]
    jar = checkout / "agent/bench/target/benchmarks.jar"
    if not jar.exists():
        sys.exit("first: mvn -Pbench -DskipTests package")
    with tempfile.TemporaryDirectory(prefix="logboom-steady-") as folder:
        measure(checkout, jar, pathlib.Path(folder), options)


def measure(checkout, jar, work, options):
    java = os.path.join(whole_process.java_home(), "bin", "java")
    whole_process.generate(java, jar, work / "objects", options)
    link(work, options)
    configuration = work / "steady.conf"
    configuration.write_text(CONFIGURATION.format(work=work))
    launcher = checkout / "packaging/bin/logboom"
    # The launcher builds what is old when first called: not a part of the measurement.
    subprocess.run([launcher, "version"], check=True, stdout=subprocess.DEVNULL)
    with open(work / "stderr.txt", "wb") as stderr:
        agent = subprocess.Popen([launcher, "run", configuration], stdout=subprocess.PIPE, stderr=stderr)
        reader = threading.Thread(target=read, args=(agent.stdout, options.rate * 1e6), daemon=True)
        reader.start()
        try:
            samples = watch(agent, options.minutes)
        finally:
            agent.kill()
            agent.wait()
    if samples is None:
        sys.exit(f"the agent ended with {agent.returncode}:\n{(work / 'stderr.txt').read_text()[-4000:]}")
    report(samples)


def link(work, options):
    """The same objects under as many names as that many minutes need, and one more time."""
    links = work / "links"
    links.mkdir()
    rounds = int(options.minutes * 60 * options.rate / options.mb) + 1
    for again in range(rounds):
        for made in (work / "objects").glob("*.json.gz"):
            os.link(made, links / f"{again:06}-{made.name}")


def read(rows, rate):
    """Takes rows no faster than the rate, in bytes a second."""
    start = time.monotonic()
    taken = 0
    while chunk := rows.read(CHUNK):
        taken += len(chunk)
        ahead = taken / rate - (time.monotonic() - start)
        if ahead > 0:
            time.sleep(ahead)


def watch(agent, minutes):
    """Resident megabytes once a second; none when the agent ended before."""
    samples = []
    end = time.monotonic() + minutes * 60
    while time.monotonic() < end:
        if agent.poll() is not None:
            return None
        for entry in pathlib.Path(f"/proc/{agent.pid}/status").read_text().splitlines():
            if entry.startswith("VmRSS:"):
                samples.append(int(entry.split()[1]) / 1024)
        time.sleep(1)
    return samples


def report(samples):
    for minute in range(0, len(samples), 60):
        part = samples[minute:minute + 60]
        print(f"minute {minute // 60 + 1:>3}   resident: least {min(part):4.0f} MB, most {max(part):4.0f} MB")
    settled = samples[60:]
    if settled:
        print(f"from the second minute on: {min(settled):.0f} to {max(settled):.0f} MB")


if __name__ == "__main__":
    main()
