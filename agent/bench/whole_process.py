"""Measures whole processes that do the same job, in interleaved rounds. Started by run.sh; see README.md."""

import argparse
import glob
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

CONFIGURATION = """
data-dir = "{work}/data"
pipelines.bench {{
  inputs.objects {{ type = file, paths = ["{objects}/*.json.gz"] }}
  filters = [ {{ type = cloudtrail }}, {filters} ]
  outputs.rows {{ type = file, path = "{work}/logboom.json" }}
}}
"""
FILTERS = {
    "snare": "{ type = snare }",
    "udm": "{ type = udm }",
    # Marks stand beside the bytes, so both programs write the same rows.
    "pattern": '{{ type = pattern, unmatched = pass, rules {{ include required(file("{rules}")) }} }}, {{ type = snare }}',
}


def main():
    parser = argparse.ArgumentParser(prog="run.sh")
    parser.add_argument("--mb", type=int, default=200, help="megabytes of records, uncompressed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--job", choices=["snare", "udm", "pattern"], default="snare",
                        help="the filter after cloudtrail; the others make Snare rows in any case. pattern: rules in between,"
                             " beside Logboom without them")
    parser.add_argument("--rules", default=None, help="the file of rules for --job pattern (patterns.conf)")
    parser.add_argument("--work", default=None, help="where objects and results go; kept when given")
    parser.add_argument("--only", default=None, help="the one program to run: logboom, jackson-tree, limit or patterns")
    parser.add_argument("checkout")
    options = parser.parse_args([*sys.argv[2:], sys.argv[1]])

    work = pathlib.Path(options.work or tempfile.mkdtemp(prefix="logboom-bench-")).absolute()
    try:
        measure(pathlib.Path(options.checkout), work, options)
    finally:
        if options.work is None:
            shutil.rmtree(work)


def measure(checkout, work, options):
    java = os.path.join(java_home(), "bin", "java")
    jar = checkout / "agent/bench/target/benchmarks.jar"
    objects = work / f"objects-{options.mb}-{options.seed}"
    if not objects.exists():
        generate(java, jar, objects, options)
    files = sorted(glob.glob(f"{objects}/*.json.gz"))
    megabytes = uncompressed(files) / 1e6
    print(f"{len(files)} objects, {megabytes:.0f} MB uncompressed, {os.cpu_count()} processors")

    rules = pathlib.Path(options.rules or checkout / "agent/bench/patterns.conf").absolute()

    def logboom(job):
        configuration = work / f"{job}.conf"
        filters = FILTERS[job].format(rules=rules) if job == "pattern" else FILTERS[job]
        configuration.write_text(CONFIGURATION.format(work=work, objects=objects, filters=filters))
        return [checkout / "packaging/bin/logboom", "run", configuration]

    programs = {
        "logboom": logboom("snare" if options.job == "pattern" else options.job),
        "jackson-tree": [java, "-XX:+UseSerialGC", "-Xmx512m", "-cp", jar, "io.logboom.bench.JacksonTree",
                         work / "jackson.json", *files],
    }
    if options.job == "pattern":
        programs = {"logboom": programs["logboom"], "patterns": logboom("pattern")}
    elif limit := compile_limit(work):
        programs["limit"] = [limit, work / "limit.json", *files]
    if options.only:
        programs = {options.only: programs[options.only]}

    # The launcher builds what is old when first called: not a part of the measurement.
    run([checkout / "packaging/bin/logboom", "version"], work)
    results = {name: [] for name in programs}
    for round_number in range(1, options.rounds + 1):
        for name, command in programs.items():
            result = run(command, work)
            results[name].append(result)
            print(f"round {round_number}  {line(name, result, megabytes)}", flush=True)
    report(results, megabytes)


def run(command, work):
    """Runs a program: its CPU seconds (user and system), wall seconds and peak memory in MB."""
    for old in [*work.glob("*.json"), *work.glob("logboom.json?*")]:
        old.unlink()
    shutil.rmtree(work / "data", ignore_errors=True)
    log = work / "stderr.txt"
    with open(log, "wb") as stderr, open(work / "stdout.txt", "wb") as stdout:
        start = time.monotonic()
        process = subprocess.Popen([str(word) for word in command], stdout=stdout, stderr=stderr)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}:\n{log.read_text()[-4000:]}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def report(results, megabytes):
    print("\nmedians")
    medians = {name: tuple(map(statistics.median, zip(*rounds))) for name, rounds in results.items()}
    for name, result in medians.items():
        print(line(name, result, megabytes))
    for other in ("limit", "jackson-tree"):
        if other in medians and "logboom" in medians:
            ratios = [mine[0] / theirs[0] for mine, theirs in zip(results["logboom"], results[other])]
            print(f"CPU of logboom / CPU of {other}: {statistics.median(ratios):.2f}"
                  f"  (rounds: {' '.join(f'{ratio:.2f}' for ratio in ratios)})")
    if "patterns" in medians and "logboom" in medians:
        ratios = [theirs[0] / mine[0] for mine, theirs in zip(results["logboom"], results["patterns"])]
        print(f"CPU with patterns / CPU without: {statistics.median(ratios):.2f}"
              f"  (rounds: {' '.join(f'{ratio:.2f}' for ratio in ratios)})")
    if "logboom" in medians:
        cpu, wall, _ = medians["logboom"]
        print(f"wall of logboom / CPU of logboom: {wall / cpu:.2f}")


def line(name, result, megabytes):
    cpu, wall, memory = result
    return (f"{name:<14} CPU {cpu:7.2f} s   wall {wall:7.2f} s   peak memory {memory:6.0f} MB"
            f"   {megabytes / cpu:6.0f} MB per CPU second")


def generate(java, jar, objects, options):
    """Objects of our own generator, or of the one that BENCH_GENERATOR names (OUTDIR MB SEED)."""
    foreign = os.environ.get("BENCH_GENERATOR")
    own = [java, "-cp", str(jar), "io.logboom.bench.GenerateTrail"]
    command = [sys.executable, foreign] if foreign else own
    unfinished = objects.with_name(objects.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    subprocess.run([*command, str(unfinished), str(options.mb), str(options.seed)], check=True)
    unfinished.rename(objects)


def uncompressed(files):
    """The sizes that gzip keeps in its last four bytes; also brings the files into the page cache."""
    total = 0
    for file in files:
        total += int.from_bytes(pathlib.Path(file).read_bytes()[-4:], "little")
    return total


def compile_limit(work):
    """The C++ program that LIMIT_CPP names, compiled; None without."""
    source = os.environ.get("LIMIT_CPP")
    if not source:
        return None
    program = work / "limit"
    if not program.exists():
        subprocess.run(["g++", "-O3", "-march=native", "-std=c++17", source, "-o", str(program),
                        "-lsimdjson", "-lisal"], check=True)
    return program


def java_home():
    """A JDK 25 or later: JAVA_HOME, or one in /usr/lib/jvm."""
    for home in [os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*"))]:
        release = pathlib.Path(home, "release")
        if home and release.is_file():
            for entry in release.read_text().splitlines():
                if entry.startswith("JAVA_VERSION=") and int(entry.split('"')[1].split(".")[0]) >= 25:
                    return home
    sys.exit("needs a JDK 25 or later in JAVA_HOME or /usr/lib/jvm")


if __name__ == "__main__":
    main()
