"""Becomes a command under the system call filters of a unit: what systemd does for SystemCallFilter=,
RestrictAddressFamilies=, RestrictNamespaces= and RestrictSUIDSGID=, by libseccomp.

usage: filtered.py UNIT COMMAND...      or: filtered.py --allowed UNIT      (prints the calls that are)
"""

import ctypes
import errno
import os
import subprocess
import sys

ALLOW = 0x7FFF0000
EQUAL, MASKED = 4, 7
NAMESPACES = [0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000]
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}
SUID, SGID = 0o4000, 0o2000


class Comparison(ctypes.Structure):
    _fields_ = [
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    ]


def settings(unit, name):
    with open(unit) as lines:
        return [line.strip().split("=", 1)[1] for line in lines if line.startswith(name + "=")]


def groups():
    """The sets of calls, @name by @name, as this machine's systemd has them."""
    told = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager"], capture_output=True, text=True, check=True
    )
    found, name = {}, ""
    for line in told.stdout.splitlines():
        if line.startswith("@"):
            name = line.strip()
            found[name] = []
        elif line.startswith("    ") and not line.strip().startswith("#") and name:
            found[name].append(line.strip())
        elif line.startswith("#"):
            name = ""
    return found


def expand(word, sets):
    if not word.startswith("@"):
        return {word}
    return set().union(*(expand(inner, sets) for inner in sets[word]))


def allowed(unit):
    sets = groups()
    calls = expand("@default", sets)
    for line in settings(unit, "SystemCallFilter"):
        for word in line.lstrip("~").split():
            calls = calls - expand(word, sets) if line.startswith("~") else calls | expand(word, sets)
    return calls


def denied(number):
    return 0x00050000 | number


def load(library, default, rules):
    """One filter: a default, and rules of an action, a call and comparisons of its arguments."""
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(default)))
    for action, name, comparisons in rules:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            array = (Comparison * len(comparisons))(*comparisons)
            result = library.seccomp_rule_add_array(
                context, ctypes.c_uint32(action), number, len(comparisons), array
            )
            if result != 0:
                sys.exit(f"filtered.py: no rule for {name}: {os.strerror(-result)}")
    if library.seccomp_load(context) != 0:
        sys.exit("filtered.py: the filter cannot be loaded")


def main():
    if sys.argv[1] == "--allowed":
        print("\n".join(sorted(allowed(sys.argv[2]))))
        return
    unit, command = sys.argv[1], sys.argv[2:]
    library = ctypes.CDLL("libseccomp.so.2")
    calls = allowed(unit)
    families = {FAMILIES[name] for name in settings(unit, "RestrictAddressFamilies")[0].split()}
    load(
        library,
        ALLOW,
        [
            (denied(errno.EAFNOSUPPORT), "socket", [Comparison(0, EQUAL, family, 0)])
            for family in range(46)
            if family not in families
        ],
    )
    rules = [(denied(errno.ENOSYS), "clone3", []), (denied(errno.EPERM), "setns", [])]
    for flag in NAMESPACES:
        for call in ("clone", "unshare"):
            rules.append((denied(errno.EPERM), call, [Comparison(0, MASKED, flag, flag)]))
    for call, argument in (("chmod", 1), ("fchmod", 1), ("fchmodat", 2), ("mkdir", 1), ("mknod", 1)):
        for bit in (SUID, SGID):
            rules.append((denied(errno.EPERM), call, [Comparison(argument, MASKED, bit, bit)]))
    load(library, ALLOW, rules)
    # The last, for it forbids much that the others need.
    load(library, denied(errno.EPERM), [(ALLOW, name, []) for name in calls | {"execve"}])
    os.execv(command[0], command)


main()
