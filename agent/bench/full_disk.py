#!/usr/bin/env python3
"""A queue on a file system that is really full. Needs root, for mount.

Events come by standard input, and wait in a queue on a tmpfs of 8 MiB for a receiver that is not up
yet, until nothing more fits. Then either the receiver comes up (delivered), or a file of somebody
else's goes that took all the room (freed). Every event has to arrive, and the agent to end with 0.

    agent/bench/full_disk.py            both ways
"""

import http.server
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EVENTS = 60_000
SIZE = 8 << 20


class Receiver:
    """Takes lines by POST and remembers their numbers."""

    def __init__(self, port):
        self.numbers = set()
        self.received = 0
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                for line in body.splitlines():
                    receiver.received += 1
                    receiver.numbers.add(int(re.match(rb'\{"n":(\d+),', line).group(1)))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def free_port():
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        return server.server_address[1]


def feed(pipe):
    pad = "x" * 310
    for n in range(EVENTS):
        pipe.write(f'{{"n":{n},"pad":"{pad}"}}\n'.encode())
    pipe.close()


def await_line(log, text, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with open(log) as lines:
            if text in lines.read():
                return
        time.sleep(0.05)
    sys.exit(f"the log never said {text!r}; it says:\n{open(log).read()}")


def free_bytes(folder):
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize


def run(way, folder):
    port = free_port()
    mount = os.path.join(folder, "mount")
    log = os.path.join(folder, "log")
    configuration = os.path.join(folder, "agent.conf")
    ballast = os.path.join(mount, "ballast")
    with open(configuration, "w") as file:
        file.write(f"""
data-dir = "{mount}/data"
pipelines.p {{
  inputs.stdin {{
    type = stdin, framing.format = lines
    queue {{ type = disk, max-size = 1GiB, segment-size = 1MiB }}
  }}
  outputs.receiver {{
    type = http, endpoint = "http://127.0.0.1:{port}/"
    retry {{ initial = 50ms, max = 500ms }}
  }}
}}
""")
    os.mkdir(mount)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", mount], check=True)
    receiver = None
    try:
        if way == "freed":
            receiver = Receiver(port)
            with open(ballast, "wb") as file:
                file.write(b"x" * (free_bytes(mount) - (256 << 10)))
        with open(log, "w") as err:
            agent = subprocess.Popen(
                [os.path.join(CHECKOUT, "packaging/bin/logboom"), "run", configuration],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=err)
        if way == "freed":
            # With nothing to be written the outputs would take it all from memory.
            receiver.close()
        threading.Thread(target=feed, args=(agent.stdin,), daemon=True).start()
        await_line(log, "No space left on device")
        full = free_bytes(mount)
        time.sleep(3)
        if agent.poll() is not None:
            sys.exit(f"the agent ended with {agent.returncode}:\n{open(log).read()}")
        if way == "freed":
            os.remove(ballast)
            await_line(log, "can be written again")
        receiver = Receiver(port)
        code = agent.wait(timeout=120)
        text = open(log).read()
        missing = EVENTS - len(receiver.numbers)
        print(f"{way}: {full} bytes were free when it was full; "
              f"{EVENTS} events sent, {missing} missing, "
              f"{receiver.received - len(receiver.numbers)} came again; exit code {code}; "
              f"said {text.count('No space left on device')} times that it is full")
        print("  " + "\n  ".join(line for line in text.splitlines() if "queue" in line))
        if missing or code:
            sys.exit(text)
    finally:
        if receiver:
            receiver.close()
        subprocess.run(["umount", "-l", mount], check=True)


def main():
    for way in ("delivered", "freed"):
        with tempfile.TemporaryDirectory() as folder:
            run(way, folder)


main()
