#!/usr/bin/env python3
"""Measures the start and the memory of what is shipped, with what it has learned beforehand and without: how long from
exec to the input polling, what is resident when nothing comes, and at full speed on the main job. See README.md."""

import argparse
import glob
import itertools
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = """
data-dir = "{work}/data"
pipelines.main {{
  inputs.trail {{
    type = s3
    queue-url = "{queues}/000000000000/{queue}"
    sqs-endpoint = "{queues}"
    s3-endpoint = "{buckets}"
    path-style = true
  }}
  filters = [ {{ type = cloudtrail }}, {{ type = snare }} ]
  outputs.rows {{ {output} }}
}}
"""
OUTPUTS = {
    "http": 'type = http, endpoint = "{receiver}"',
    "file": 'type = file, path = "{work}/rows"',
}
NOTIFICATION = (
    '{{"Records":[{{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",'
    '"eventTime":"2026-11-05T14:30:00.000Z","eventName":"ObjectCreated:Put","s3":{{"s3SchemaVersion":"1.0",'
    '"bucket":{{"name":"trail","arn":"arn:aws:s3:::trail"}},"object":{{"key":"{key}","size":{size}}}}}}}]}}'
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", default=None, help="the folder that is shipped (packaging/target/logboom-VERSION)")
    parser.add_argument("--rounds", type=int, default=5, help="starts with and without what was learned")
    parser.add_argument("--mb", type=int, default=400, help="megabytes of records for full speed, uncompressed")
    parser.add_argument("--idle", type=float, default=20, help="seconds after which idle is looked at")
    parser.add_argument("--output", choices=sorted(OUTPUTS), default="http")
    parser.add_argument("--only", choices=["start", "idle", "speed"], default=None)
    parser.add_argument("--no-compare", action="store_true", help="only with what was learned")
    options = parser.parse_args()
    home = pathlib.Path(options.home) if options.home else newest_home()
    work = pathlib.Path(tempfile.mkdtemp(prefix="logboom-start-"))
    servers = []
    try:
        measure(home, work, options, servers)
    finally:
        for server in servers:
            server.kill()
        shutil.rmtree(work, ignore_errors=True)


def newest_home():
    homes = [path for path in glob.glob(str(CHECKOUT / "packaging/target/logboom-*")) if os.path.isdir(path + "/runtime")]
    if not homes:
        sys.exit("nothing to measure: mvn -Ppackages package -pl packaging -am")
    return pathlib.Path(max(homes, key=os.path.getmtime))


def measure(home, work, options, servers):
    print(f"{home.name}: {folder_size(home) / 1e6:.0f} MB on disk, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    for archive in glob.glob(str(home) + "*.tar.gz"):
        print(f"{os.path.basename(archive)}: {os.path.getsize(archive) / 1e6:.1f} MB")
    queues, buckets = start_servers(servers, work)
    receiver = Receiver()
    gate = Gate(queues)
    call(f"{buckets}/trail", method="PUT")
    configuration = work / "job.conf"
    output = OUTPUTS[options.output].format(receiver=receiver.endpoint, work=work)
    numbers = itertools.count()

    def new_queue():
        """A poll of an agent that has ended can still take a message, so no queue is used twice."""
        queue = f"trail-{next(numbers)}"
        call(f"{queues}/?Action=CreateQueue&QueueName={queue}")
        configuration.write_text(CONFIGURATION.format(
            work=work, queues=gate.endpoint, queue=queue, buckets=buckets, output=output))
        return f"{queues}/000000000000/{queue}"

    ways = {"learned": []} if options.no_compare else {"learned": [], "not learned": ["-XX:AOTMode=off"]}
    if options.only in (None, "start"):
        starts = {way: [] for way in ways}
        for _ in range(options.rounds):
            for way, more in ways.items():
                new_queue()
                with Agent(home, work, configuration, more) as agent:
                    starts[way].append((*agent.ready(gate), agent.cpu()))
        for way, rounds in starts.items():
            print(f"\nstart, {way}: medians of {options.rounds} (least, most)")
            for name, figures in zip(("said to be ready", "first ReceiveMessage", "processor time"), zip(*rounds)):
                print(f"  {name:<22} {statistics.median(figures):.3f} s  ({min(figures):.3f}, {max(figures):.3f})")
    if options.only in (None, "idle"):
        for way, more in ways.items():
            new_queue()
            with Agent(home, work, configuration, more) as agent:
                agent.ready(gate)
                time.sleep(options.idle)
                print(f"\nidle for {options.idle:.0f} s, {way}: {agent.memory()}")
    if options.only in (None, "speed"):
        objects = generate(home, work, options.mb)
        for way, more in ways.items():
            queue = new_queue()
            put(objects, queue, buckets)
            with Agent(home, work, configuration, more) as agent:
                agent.ready(gate)
                begun = time.monotonic()
                samples = []
                while left(queue) > 0:
                    samples.append(agent.resident())
                    time.sleep(0.05)
                wall = time.monotonic() - begun
                print(f"\nfull speed, {way}: {options.mb} MB in {wall:.1f} s, processor time {agent.cpu():.2f} s;"
                      f" resident: most {agent.peak():.0f} MB, median {statistics.median(samples):.0f} MB")
                time.sleep(options.idle)
                print(f"  {options.idle:.0f} s after: {agent.memory()}")


class Agent:
    """bin/logboom, which tells that it is ready as it tells systemd."""

    def __init__(self, home, work, configuration, more):
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        address = str(work / f"notify-{time.monotonic_ns()}")
        self.notices.bind(address)
        self.log = open(work / "agent.log", "wb")
        environment = {
            "PATH": os.environ["PATH"],
            "NOTIFY_SOCKET": address,
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "LOGBOOM_JAVA_OPTS": " ".join([os.environ.get("LOGBOOM_JAVA_OPTS", ""), *more]),
        }
        for name in ("MALLOC_ARENA_MAX", "GLIBC_TUNABLES"):
            if name in os.environ:
                environment[name] = os.environ[name]
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [str(home / "bin/logboom"), "run", str(configuration)], env=environment, stdout=self.log, stderr=self.log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.notices.close()
        self.log.close()

    def ready(self, gate):
        """Seconds from exec until it said so, and until the first ReceiveMessage."""
        self.notices.settimeout(60)
        try:
            while b"READY=1" not in self.notices.recv(4096):
                pass
        except TimeoutError:
            sys.exit("never ready: " + pathlib.Path(self.log.name).read_text()[-3000:])
        said = time.monotonic() - self.begun
        return said, gate.first_after(self.begun) - self.begun

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def status(self, name):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1]) / 1024
        return 0

    def resident(self):
        return self.status("VmRSS")

    def peak(self):
        return self.status("VmHWM")

    def memory(self):
        return (f"resident {self.resident():.0f} MB (of its own {self.status('RssAnon'):.0f},"
                f" of files {self.status('RssFile'):.0f}), most so far {self.peak():.0f} MB")


class Gate:
    """Passes on what the agent asks the queue, and notes when it asked."""

    def __init__(self, queues):
        self.target = urllib.parse.urlparse(queues)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.asked = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection((self.target.hostname, self.target.port))
            for ends in ((client, server), (server, client)):
                threading.Thread(target=self.copy, args=ends, daemon=True).start()

    def copy(self, source, target):
        try:
            while data := source.recv(1 << 16):
                if b"AmazonSQS.ReceiveMessage" in data:
                    self.asked.append(time.monotonic())
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def first_after(self, moment):
        while True:
            for asked in self.asked:
                if asked > moment:
                    return asked
            time.sleep(0.005)


class Receiver:
    """Takes whatever is posted, as fast as Python can."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self.listener.getsockname()[1]}/rows"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    @staticmethod
    def serve(client):
        room = bytearray(1 << 18)
        data = b""
        while True:
            while b"\r\n\r\n" not in data:
                more = client.recv(1 << 16)
                if not more:
                    return
                data += more
            head, data = data.split(b"\r\n\r\n", 1)
            length = 0
            for line in head.split(b"\r\n"):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            missing = length - len(data)
            data = b""
            while missing > 0:
                missing -= client.recv_into(room, min(missing, len(room)))
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def start_servers(servers, work):
    """ElasticMQ and S3Mock, as the end-to-end tests have them."""
    queues, buckets = free_port(), free_port()
    start_server(servers, work, "elasticmq", [
        "-Drest-sqs.bind-hostname=127.0.0.1", f"-Drest-sqs.bind-port={queues}", "-Drest-stats.enabled=false",
        "-Dnode-address.host=127.0.0.1", f"-Dnode-address.port={queues}", "org.elasticmq.server.Main"])
    start_server(servers, work, "s3mock", [
        "-Dserver.address=127.0.0.1", "com.adobe.testing.s3mock.S3MockApplication", f"--http.port={buckets}",
        "--server.port=0", "--logging.level.root=WARN"])
    for port in (queues, buckets):
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.2)
        else:
            sys.exit("a server did not start: " + str(list(work.glob("*.log"))))
    return f"http://127.0.0.1:{queues}", f"http://127.0.0.1:{buckets}"


def start_server(servers, work, name, words):
    class_path = CHECKOUT / f"packaging/tests/servers/{name}/target/classpath"
    if not class_path.is_file():
        sys.exit(f"{class_path} is missing: mvn package -pl packaging/tests/servers/elasticmq,packaging/tests/servers/s3mock -am")
    with open(work / f"{name}.log", "wb") as log:
        servers.append(subprocess.Popen(
            [java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", class_path.read_text().strip(), *words],
            stdout=log, stderr=log))


def generate(home, work, megabytes):
    objects = work / "objects"
    if not objects.exists():
        generator = CHECKOUT / "agent/bench/src/main/java/io/logboom/bench/GenerateTrail.java"
        subprocess.run([java(), str(generator), str(objects), str(megabytes), "7"], check=True)
    return sorted(objects.iterdir())


def put(objects, queue, buckets):
    for number, file in enumerate(objects):
        body = file.read_bytes()
        call(f"{buckets}/trail/{file.name}", method="PUT", body=body)
        notification = NOTIFICATION.format(key=file.name, size=len(body))
        message = urllib.parse.urlencode({"Action": "SendMessage", "MessageBody": notification})
        call(queue, method="POST", body=message.encode(),
             headers={"Content-Type": "application/x-www-form-urlencoded"})


def left(queue):
    """Messages in the queue, to be had or taken and not deleted."""
    names = "&".join(f"AttributeName.{i}={name}" for i, name in
                     enumerate(("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"), 1))
    text = call(f"{queue}?Action=GetQueueAttributes&{names}")
    return sum(int(value.split("</Value>")[0]) for value in text.split("<Value>")[1:])


def call(url, method="GET", body=None, headers=None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode(errors="replace")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def folder_size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def java():
    """A JDK 25 or later: JAVA_HOME, or one in /usr/lib/jvm."""
    for home in [os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*"))]:
        release = pathlib.Path(home, "release")
        if home and release.is_file():
            for entry in release.read_text().splitlines():
                if entry.startswith("JAVA_VERSION=") and int(entry.split('"')[1].split(".")[0]) >= 25:
                    return os.path.join(home, "bin", "java")
    sys.exit("needs a JDK 25 or later in JAVA_HOME or /usr/lib/jvm")


if __name__ == "__main__":
    main()
