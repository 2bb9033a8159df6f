#!/usr/bin/env python3
"""What taking events by HTTP costs: requests a second, and processor seconds of the agent for a gigabyte of NDJSON.

    nice agent/bench/http_push.py [SECONDS [CONNECTIONS [EVENTS_A_REQUEST]]]

The agent, as packaging/bin/logboom starts it, cuts the bodies into events and writes them to a file; each request is
answered once its events are on disk. Alone: no other receiver that answers only then is installed with Debian.
"""
import http.client
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time

seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 15
connections = int(sys.argv[2]) if len(sys.argv) > 2 else 8
events = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
root = pathlib.Path(__file__).resolve().parents[2]
line = b'{"id":"%08d","time":"2026-11-21T10:00:00Z","source":"192.0.2.7","message":"' + b"x" * 230 + b'"}\n'
body = b"".join(line % i for i in range(events))


def cpu(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


with tempfile.TemporaryDirectory() as folder:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = pathlib.Path(folder, "agent.conf")
    conf.write_text(f"""
data-dir = "{folder}/data"
pipelines.bench {{
  inputs.web {{ type = http, listen = "127.0.0.1:{port}", framing {{ format = lines }} }}
  outputs.files {{ type = file, path = "{folder}/events", format = raw }}
}}
""")
    agent = subprocess.Popen([str(root / "packaging/bin/logboom"), "run", str(conf)], stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        answered = [0] * connections
        stop = threading.Event()

        def push(number):
            connection = http.client.HTTPConnection("127.0.0.1", port)
            while not stop.is_set():
                connection.request("POST", "/", body)
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200, answer.status
                answered[number] += 1

        threads = [threading.Thread(target=push, args=(i,)) for i in range(connections)]
        for thread in threads:
            thread.start()
        time.sleep(3)  # Until most of the code is compiled.
        requests, spent, began = sum(answered), cpu(agent.pid), time.monotonic()
        time.sleep(seconds)
        requests, spent, took = sum(answered) - requests, cpu(agent.pid) - spent, time.monotonic() - began
        stop.set()
        for thread in threads:
            thread.join()
    finally:
        agent.terminate()
        agent.wait()

size = requests * len(body)
print(f"{connections} connections, {len(body):,} bytes ({events:,} events) a request, {took:.1f} s:")
print(f"{requests / took:,.0f} requests/s, {size / took / 1e6:,.0f} MB/s, {spent / (size / 1e9):.2f} CPU s per GB")
