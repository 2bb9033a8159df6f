"""Counts CloudTrail records below a folder that two rules match, without anything of Logboom's.

count_iam.py FOLDER -> "records iam-changes authorization-changes". A record is an object that has eventVersion,
eventSource and eventName, wherever it stands: in a document with Records, in an array, in lines, or alone.
"""

import gzip
import json
import pathlib
import sys

CHANGES = ("Add", "Attach", "Change", "Create", "Deactivate", "Delete", "Detach", "Enable", "Put", "Remove", "Set",
           "Update", "Upload")
AUTHORIZATION = ("Attach", "Detach", "Create", "Update", "Upload", "Delete", "Remove", "Set")


def texts(path):
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError):
            return []
    if b"eventVersion" not in content:
        return []
    text = content.decode("utf-8", "replace")
    try:
        return [json.loads(text)]
    except ValueError:
        pass
    values = []
    for line in text.split("\n"):
        try:
            values.append(json.loads(line))
        except ValueError:
            continue
    return values


def records(value):
    if isinstance(value, list):
        for item in value:
            yield from records(item)
    elif isinstance(value, dict):
        if isinstance(value.get("Records"), list):
            yield from records(value["Records"])
        elif {"eventVersion", "eventSource", "eventName"} <= value.keys():
            yield value


def main():
    count = [0, 0, 0]
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
        if path.is_file():
            for value in texts(path):
                for record in records(value):
                    count[0] += 1
                    name = record["eventName"]
                    if record["eventSource"] == "iam.amazonaws.com" and isinstance(name, str):
                        count[1] += name.startswith(CHANGES)
                        policy = name.startswith("Put") and name.endswith("Policy") and len(name) >= 9
                        count[2] += policy or name.startswith(AUTHORIZATION)
    print(*count)


main()
