"""Measures Logboom's syslog input beside rsyslog, in turns; see agent/bench/README.md.

    python3 agent/bench/syslog/receive.py tcp [--messages 3000000] [--rounds 3] [--queue none,disk]
    python3 agent/bench/syslog/receive.py udp [--rate 100000] [--seconds 30] [--rounds 1]

Both receive the same messages from the same sender (flood.c), parse them and write them to a file. What counts is the
processor time of the receiver, user and system, from its start to its end: so a virtual machine's start and compiler
are in. Every message is numbered, and the file is checked for all numbers.
"""

import argparse
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]
NUMBER = re.compile(rb"number=(\d{10})")

RSYSLOG = """
global(workDirectory="{work}")
module(load="im{protocol}"{threads})
input(type="im{protocol}" port="{port}" address="127.0.0.1")
action(type="omfile" file="{out}" template="RSYSLOG_SyslogProtocol23Format")
"""

LOGBOOM = """
data-dir = "{work}/data"
pipelines.bench {{
  inputs.flood {{ type = syslog, listen = ["{protocol}://127.0.0.1:{port}"]{queue} }}
  outputs.rows {{ type = file, path = "{out}" }}
}}
"""


def main():
    parser = argparse.ArgumentParser(prog="receive.py")
    parser.add_argument("protocol", choices=["tcp", "udp"])
    parser.add_argument("--messages", type=int, default=3_000_000, help="of tcp")
    parser.add_argument("--size", type=int, default=330)
    parser.add_argument("--rate", type=int, default=None, help="messages a second; 0 for any")
    parser.add_argument("--seconds", type=int, default=30, help="of udp")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--queue", default="none", help="queues to try, such as none,disk")
    parser.add_argument("--only", default=None, help="rsyslog or logboom")
    options = parser.parse_args()
    if options.rate is None:
        options.rate = 0 if options.protocol == "tcp" else 100_000
    if options.protocol == "udp":
        options.messages = options.rate * options.seconds
    work = pathlib.Path(tempfile.mkdtemp(prefix="logboom-syslog-"))
    try:
        measure(options, work)
    finally:
        shutil.rmtree(work)


def measure(options, work):
    flood = work / "flood"
    source = pathlib.Path(__file__).with_name("flood.c")
    subprocess.run(["cc", "-O2", "-o", flood, source], check=True)
    programs = {"rsyslog": rsyslog}
    for queue in options.queue.split(","):
        programs[f"logboom, queue {queue}"] = lambda o, w, out, port, q=queue: logboom(o, w, out, port, q)
    if options.only:
        programs = {name: start for name, start in programs.items() if name.startswith(options.only)}
    # The launcher builds what is old when first called: not a part of the measurement.
    subprocess.run([CHECKOUT / "packaging/bin/logboom", "version"], check=True, stdout=subprocess.DEVNULL)
    results = {name: [] for name in programs}
    for number in range(1, options.rounds + 1):
        for name, start in programs.items():
            result = one(name, start, options, work, flood)
            results[name].append(result)
            print(f"round {number}  {line(name, result)}", flush=True)
    print("\nmedians")
    for name, rounds in results.items():
        print(line(name, [statistics.median(column) for column in zip(*rounds)]))
    for name, rounds in results.items():
        if name != "rsyslog" and "rsyslog" in results:
            ratios = [mine[0] / theirs[0] for mine, theirs in zip(rounds, results["rsyslog"])]
            print(f"messages per CPU second, {name} / rsyslog: {statistics.median(ratios):.2f}"
                  f"  (rounds: {' '.join(f'{ratio:.2f}' for ratio in ratios)})")


def line(name, result):
    per_cpu, cpu, wall, lost = result
    return f"{name:<20} {per_cpu:9,.0f} messages per CPU second   CPU {cpu:6.2f} s   wall {wall:6.2f} s   lost {lost:,.0f}"


def one(name, start, options, work, flood):
    """Messages per CPU second of the receiver, its CPU seconds, wall seconds, messages that are missing."""
    out = work / "received.log"
    port = free_port()
    process = start(options, work, out, port)
    wait_for_port(options.protocol, port, process)
    began = time.monotonic()
    connections = options.connections if options.protocol == "tcp" else 1
    command = [flood, options.protocol, "127.0.0.1", port, options.messages, options.size, options.rate, connections]
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    settle(out)
    wall = time.monotonic() - began
    process.terminate()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    lost = options.messages - numbers(out, options.messages)
    out.unlink()
    return (options.messages - lost) / cpu, cpu, wall, lost


def numbers(out, messages):
    """How many different messages there are in the file."""
    seen = bytearray(messages)
    with open(out, "rb") as lines:
        for line in lines:
            if found := NUMBER.search(line):
                seen[int(found[1])] = 1
    return sum(seen)


def rsyslog(options, work, out, port):
    configuration = work / "rsyslog.conf"
    threads = ' timeRequery="8"' if options.protocol == "udp" else ""
    configuration.write_text(RSYSLOG.format(work=work, out=out, port=port, protocol=options.protocol, threads=threads))
    return subprocess.Popen(["rsyslogd", "-n", "-f", configuration, "-i", work / "rsyslog.pid"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def logboom(options, work, out, port, queue):
    shutil.rmtree(work / "data", ignore_errors=True)
    configuration = work / "logboom.conf"
    queue = f", queue {{ type = {queue} }}"
    configuration.write_text(LOGBOOM.format(work=work, out=out, port=port, protocol=options.protocol, queue=queue))
    log = open(work / "logboom.log", "wb")
    return subprocess.Popen([CHECKOUT / "packaging/bin/logboom", "run", configuration], stdout=log, stderr=log)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(protocol, port, process):
    table = [f"/proc/net/{protocol}", f"/proc/net/{protocol}6"]
    wanted = f":{port:04X} "
    deadline = time.monotonic() + 60
    while not any(wanted in pathlib.Path(name).read_text() for name in table):
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit("the receiver does not listen")
        time.sleep(0.05)


def settle(out):
    """Waits until the file has not grown for a while."""
    size, since = -1, time.monotonic()
    while time.monotonic() - since < 2.5:
        # Logboom's has the suffix .open while it is written to.
        now = sum(file.stat().st_size for file in out.parent.glob(out.name + "*"))
        if now != size:
            size, since = now, time.monotonic()
        time.sleep(0.1)


if __name__ == "__main__":
    main()
