#!/usr/bin/env python3
"""What the watch's patterns and queries have to find in a folder of CloudTrail records.

    count.py FOLDER

Reads every file below the folder that holds CloudTrail records and nothing else: documents with
Records, arrays, texts one after another or a line each; plain or compressed with gzip. Prints one
JSON object: the files, how many records they hold, and for each rule the event ids of the records
it is to find. The rules are plain predicates, so that nothing of Logboom judges itself.
"""

import gzip
import json
import os
import sys

IAM = "iam.amazonaws.com"


def begins(record, *words):
    return str(record.get("eventName")).startswith(words)


def changes_iam(record):
    return record.get("eventSource") == IAM and begins(
        record, "Add", "Attach", "Change", "Create", "Deactivate", "Delete", "Detach", "Enable",
        "Put", "Remove", "Set", "Update", "Upload")


def changes_authorization(record):
    name = str(record.get("eventName"))
    return record.get("eventSource") == IAM and (
        (name.startswith("Put") and name.endswith("Policy"))
        or begins(record, "Attach", "Detach", "Create", "Update", "Upload", "Delete", "Remove",
                  "Set"))


def call(name, source=IAM):
    return lambda record: record.get("eventSource") == source and record.get("eventName") == name


RULES = {
    "iam-changes": changes_iam,
    "authorization-changes": changes_authorization,
    "iam": lambda record: record.get("eventSource") == IAM,
    "switch-role": call("SwitchRole", "signin.amazonaws.com"),
    "create-user": call("CreateUser"),
    "delete-user": call("DeleteUser"),
    "add-user-to-group": call("AddUserToGroup"),
    "remove-user-from-group": call("RemoveUserFromGroup"),
    "put-user-permissions-boundary": call("PutUserPermissionsBoundary"),
    "delete-user-permissions-boundary": call("DeleteUserPermissionsBoundary"),
    "put-user-policy": call("PutUserPolicy"),
    "detach-user-policy": call("DetachUserPolicy"),
}


def texts(whole):
    """The JSON texts of a file, one after another."""
    decoder = json.JSONDecoder()
    at = 0
    while at < len(whole):
        if whole[at].isspace():
            at += 1
            continue
        value, at = decoder.raw_decode(whole, at)
        yield value


def records(path):
    """The file's records; none when it holds anything else."""
    with open(path, "rb") as file:
        content = file.read()
    try:
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
        found = []
        for value in texts(content.decode("utf-8")):
            if isinstance(value, dict) and isinstance(value.get("Records"), list):
                found += value["Records"]
            elif isinstance(value, list):
                found += value
            else:
                found.append(value)
    except (ValueError, EOFError, OSError):
        return []
    trail = all(
        isinstance(one, dict) and str(one.get("eventSource")).endswith(".amazonaws.com")
        and "eventName" in one and "eventTime" in one for one in found)
    return found if trail else []


def main():
    files = []
    count = 0
    ids = {rule: [] for rule in RULES}
    for folder, _, names in os.walk(sys.argv[1]):
        for name in sorted(names):
            path = os.path.join(folder, name)
            found = records(path)
            if found:
                files.append(path)
                count += len(found)
            for record in found:
                for rule, holds in RULES.items():
                    if holds(record):
                        ids[rule].append(str(record.get("eventID")))
    json.dump({"files": files, "records": count, "ids": ids}, sys.stdout)


main()
