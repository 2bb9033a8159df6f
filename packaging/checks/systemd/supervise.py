"""Stands for systemd and for a SIEM: keeps what comes to a notify socket, each message with its time, and
answers what comes by HTTP.

usage: supervise.py SOCKET MESSAGES PORT BODIES
"""

import http.server
import os
import socket
import sys
import threading
import time


def listen(path, messages):
    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(path)
    os.chmod(path, 0o666)
    with open(messages, "w", buffering=1) as out:
        while True:
            text = receiver.recv(8192).decode()
            out.write(f"{time.time():.3f} " + text.replace("\n", " | ") + "\n")


class Siem(http.server.BaseHTTPRequestHandler):
    bodies = ""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(Siem.bodies, "ab") as out:
            out.write(body + b"\n")
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format, *args):
        pass


def main():
    path, messages, port, Siem.bodies = sys.argv[1:]
    threading.Thread(target=listen, args=(path, messages), daemon=True).start()
    http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Siem).serve_forever()


main()
