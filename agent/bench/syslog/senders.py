"""Lets others' programs send to Logboom's syslog input, and counts what arrives; see agent/bench/README.md.

    python3 agent/bench/syslog/senders.py [--messages 20000] [--loggen PATH]

Needs Debian's bsdutils (logger), rsyslog, rsyslog-relp, rsyslog-gnutls and openssl. loggen is of syslog-ng-core, which
conflicts with rsyslog: unpack it with `apt-get download syslog-ng-core` and `dpkg -x`, and name it with --loggen.
"""

import argparse
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]

LOGBOOM = """
data-dir = "{work}/data"
pipelines.bench {{
  inputs.senders {{
    type = syslog
    listen = ["udp://127.0.0.1:{udp}", "tcp://127.0.0.1:{tcp}", "tls://127.0.0.1:{tls}", "relp://127.0.0.1:{relp}"]
    tls {{ certificate = "{work}/agent.pem", key = "{work}/agent.key" }}
  }}
  outputs.rows {{ type = file, path = "{work}/rows" }}
}}
"""

RSYSLOG = """
global(workDirectory="{work}" DefaultNetstreamDriverCAFile="{work}/agent.pem")
module(load="imfile")
module(load="omrelp")
input(type="imfile" file="{work}/lines" tag="{tag}:" ruleset="send")
ruleset(name="send") {{ action({action} target="127.0.0.1" template="RSYSLOG_SyslogProtocol23Format"
  action.resumeRetryCount="-1" queue.type="LinkedList") }}
"""


def main():
    parser = argparse.ArgumentParser(prog="senders.py")
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--loggen", default=shutil.which("loggen"))
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="logboom-senders-"))
    try:
        sys.exit(run(options, work))
    finally:
        shutil.rmtree(work)


def run(options, work):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
                    "-keyout", work / "agent.key", "-out", work / "agent.pem"], check=True, stderr=subprocess.DEVNULL)
    ports = {name: free_port() for name in ("udp", "tcp", "tls", "relp")}
    (work / "agent.conf").write_text(LOGBOOM.format(work=work, **ports))
    log = open(work / "log", "wb")
    agent = subprocess.Popen([CHECKOUT / "packaging/bin/logboom", "run", work / "agent.conf"], stdout=log, stderr=log)
    try:
        while b"listening on relp" not in (work / "log").read_bytes():
            if agent.poll() is not None:
                sys.exit((work / "log").read_text())
            time.sleep(0.1)
        failed = 0
        for name, expected, send in senders(options, work, ports):
            before = arrived(work)
            stop = send()
            came = wait(work, before + expected) - before
            stop()
            failed += came != expected
            print(f"{name:<28} sent {expected:>7,}  arrived {came:>7,}", flush=True)
    finally:
        agent.terminate()
        agent.wait()
    print("\n".join((work / "log").read_text().splitlines()[-3:]))
    return 1 if failed else 0


def senders(options, work, ports):
    few, many = min(options.messages, 500), options.messages
    yield "logger --rfc5424 --udp", few, lambda: logger(work, few, "--rfc5424", "--udp", "-P", ports["udp"])
    yield "logger --rfc3164 --tcp", few, lambda: logger(work, few, "--rfc3164", "--tcp", "-P", ports["tcp"])
    yield "logger --octet-count --tcp", few, lambda: logger(work, few, "--octet-count", "--tcp", "-P", ports["tcp"])
    actions = {
        "rsyslog omfwd UDP": f'type="omfwd" protocol="udp" port="{ports["udp"]}"',
        "rsyslog omfwd TCP": f'type="omfwd" protocol="tcp" port="{ports["tcp"]}"',
        "rsyslog omfwd TCP, octets": f'type="omfwd" protocol="tcp" TCP_Framing="octet-counted" port="{ports["tcp"]}"',
        "rsyslog omfwd TLS": f'type="omfwd" protocol="tcp" TCP_Framing="octet-counted" port="{ports["tls"]}" '
                             'StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="anon"',
        "rsyslog omrelp": f'type="omrelp" port="{ports["relp"]}"',
    }
    for name, action in actions.items():
        count = few if "UDP" in name else many
        yield name, count, lambda a=action, c=count: rsyslog(work, a, c)
    if options.loggen:
        library = pathlib.Path(options.loggen).resolve().parents[1]
        environment = {**os.environ, "SYSLOGNG_PREFIX": str(library), "LD_LIBRARY_PATH": ":".join(
            str(folder) for folder in {file.parent for file in library.rglob("*.so*")})}
        for name, flags in {"loggen --stream": ["-S"], "loggen --stream 5424": ["-S", "-P"], "loggen --dgram": ["-D"]}.items():
            port = ports["udp"] if "-D" in flags else ports["tcp"]
            yield name, few, lambda f=flags, p=port: loggen(options.loggen, environment, few, f, p)


def logger(work, count, *flags):
    lines = work / "lines"
    lines.write_text("".join(f"line {i}\n" for i in range(count)))
    subprocess.run(["logger", "-n", "127.0.0.1", "-t", "logger", "-f", lines, *map(str, flags)], check=True)
    return lambda: None


def rsyslog(work, action, count):
    (work / "lines").write_text("".join(f"line {i} {'x' * 200}\n" for i in range(count)))
    for state in work.glob("imfile-state*"):
        state.unlink()
    (work / "rsyslog.conf").write_text(RSYSLOG.format(work=work, tag="imfile", action=action))
    process = subprocess.Popen(["rsyslogd", "-n", "-f", work / "rsyslog.conf", "-i", work / "rsyslog.pid"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop():
        process.terminate()
        process.wait()
    return stop


def loggen(program, environment, count, flags, port):
    subprocess.run([program, *flags, "-i", "--number", str(count), "--rate", "5000", "--size", "300", "127.0.0.1",
                    str(port)], check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return lambda: None


def arrived(work):
    # A file has the suffix .open while it is written to.
    return sum(rows.read_bytes().count(b"\n") for rows in work.glob("rows*"))


def wait(work, expected):
    deadline = time.monotonic() + 30
    while arrived(work) < expected and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(1.5)
    return arrived(work)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
