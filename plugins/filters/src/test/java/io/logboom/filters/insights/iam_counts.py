"""Counts the records below a folder that each of the ten IAM queries is about.

Nothing of Logboom is used: it is what the queries' counts are compared with.
Prints a name and a count a line.
"""

import gzip
import json
import os
import sys

IAM = "iam.amazonaws.com"
WANTED = {
    "all-iam": (IAM, None),
    "create-user": (IAM, "CreateUser"),
    "delete-user": (IAM, "DeleteUser"),
    "add-user-to-group": (IAM, "AddUserToGroup"),
    "remove-user-from-group": (IAM, "RemoveUserFromGroup"),
    "put-user-permissions-boundary": (IAM, "PutUserPermissionsBoundary"),
    "delete-user-permissions-boundary": (IAM, "DeleteUserPermissionsBoundary"),
    "put-user-policy": (IAM, "PutUserPolicy"),
    "detach-user-policy": (IAM, "DetachUserPolicy"),
    "switch-role": ("signin.amazonaws.com", "SwitchRole"),
}
NEEDED = ("eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion")


def parsed(text):
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, (dict, list)) else None


def documents(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError):
            return
    text = data.decode("utf-8", "replace")
    if "eventVersion" not in text:
        return
    whole = parsed(text)
    if whole is not None:
        yield whole
        return
    for line in text.splitlines():
        value = parsed(line)
        if value is not None:
            yield value


def records(value):
    if isinstance(value, list):
        for item in value:
            yield from records(item)
    elif isinstance(value, dict):
        if "eventVersion" in value:
            if all(name in value for name in NEEDED):
                yield value
            return
        for name in ("Records", "Events", "logEvents"):
            if isinstance(value.get(name), list):
                yield from records(value[name])
                return
        if "detail" in value and "detail-type" in value:
            yield from records(value["detail"])
            return
        for name in ("CloudTrailEvent", "message"):
            if isinstance(value.get(name), str):
                inner = parsed(value[name])
                if inner is not None:
                    yield from records(inner)
                    return


def main():
    counts = dict.fromkeys(WANTED, 0)
    for folder, _, names in os.walk(sys.argv[1]):
        for name in names:
            for document in documents(os.path.join(folder, name)):
                for record in records(document):
                    for rule, (source, event) in WANTED.items():
                        if record["eventSource"] == source and event in (None, record["eventName"]):
                            counts[rule] += 1
    for rule, count in counts.items():
        print(rule, count)


main()
