#!/bin/sh
# Proves what can be proved of the units without systemd as the first process: their exposure, that
# systemd understands them, and that the agent works under what they forbid, which is imposed by hand.
#
#   packaging/checks/systemd.sh [DISTRIBUTION]      target/logboom of packaging when not given
#
# As root, on Linux, with systemd-analyze, strace, setpriv, unshare, python3 and libseccomp2. JAVA_HOME
# names a Java 25 unless the distribution has its own. Exit code 0: all of it holds.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
packaging=$(dirname "$here")
units=$packaging/linux/systemd
distribution=${1:-$packaging/target/logboom}
distribution=$(cd "$distribution" && pwd -P)
user=64123
siem=5615

fail() {
  echo "systemd.sh: $*" >&2
  exit 1
}

[ "$(id -u)" -eq 0 ] || fail "needs root: it makes namespaces and changes users"
for tool in systemd-analyze strace setpriv unshare python3; do
  command -v "$tool" > /dev/null || fail "needs $tool on PATH"
done
# Not one that a user has of his own: homes are hidden.
python=/usr/bin/python3
[ -x "$python" ] || fail "needs $python"
work=$(mktemp -d "$packaging/target/systemd-check.XXXXXX")
supervisor=
agent=
clean() {
  for ours in $supervisor $agent; do
    kill -KILL "$ours" 2> /dev/null || true
  done
  wait
  [ ! -d /sys/fs/cgroup/memory/logboom-check ] || rmdir /sys/fs/cgroup/memory/logboom-check || true
  [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap clean EXIT

echo "== exposure, by systemd-analyze security (0 is none, 10 is all; at most 1.5)"
for unit in logboom.service logboom@.service; do
  systemd-analyze security --offline=true --threshold=15 --no-pager "$units/$unit" > "$work/score" ||
    { cat "$work/score"; fail "$unit is too exposed"; }
  echo "$unit: $(tail -n 1 "$work/score" | sed 's/.*level for [^:]*: //')"
done
grep '^✗' "$work/score" | sed 's/  */ /g'

echo "== systemd-analyze verify, among the units of this machine"
mkdir -p "$work/root/usr/bin" "$work/root/usr/lib/systemd"
cp -r /usr/lib/systemd/system "$work/root/usr/lib/systemd/"
cp "$units"/* "$work/root/usr/lib/systemd/system/"
cp "$units/logboom@.service" "$work/root/usr/lib/systemd/system/logboom@web.service"
cp /bin/true "$work/root/usr/bin/logboom"
for unit in logboom.service logboom@web.service; do
  systemd-analyze verify --root="$work/root" --man=no --recursive-errors=no "$unit" > "$work/verified" 2>&1 ||
    { cat "$work/verified"; fail "systemd does not understand $unit"; }
  if grep -i logboom "$work/verified"; then
    fail "systemd has something to say of $unit"
  fi
  echo "$unit: nothing to say"
done
if command -v systemd-sysusers > /dev/null; then
  systemd-sysusers --dry-run "$packaging/linux/sysusers.d/logboom.conf"
fi

# --- the agent under what the units forbid

state=$work/state
logs=$work/logs
mkdir "$state" "$logs" "$work/run"
chown "$user:$user" "$state" "$logs"
chmod 755 "$work" "$work/run"
echo hunter2 > "$work/siem-token"
chown "$user" "$work/siem-token"
chmod 400 "$work/siem-token"
# What the default instance does not do: native libraries, the network by name, a secret from a file.
cat > "$work/more.conf" << END
pipelines.samples {
  inputs.samples { type = file, paths = ["$distribution/conf/samples/*.json.gz"] }
  filters = [ { type = cloudtrail }, { type = snare } ]
  outputs.rows { type = file, path = "$state/rows.json.zst" }
  outputs.siem {
    type = http, endpoint = "http://localhost:$siem/"
    auth { type = bearer, token { file = \${CREDENTIALS_DIRECTORY}"/siem-token" } }
  }
}
END
chmod 644 "$work"/*.conf

# In namespaces of its own: nothing can be written but its folders and /tmp, no homes, few devices, none of
# the other processes; then as a user without capabilities, in a namespace of users, with the filters.
cat > "$work/inside.sh" << END
set -eu
mount --make-rprivate /
for own in "$state" "$logs" "$work/run"; do mount --bind "\$own" "\$own"; done
mkdir -p "$work/dev"
mount -t tmpfs -o mode=755 tmpfs "$work/dev"
for device in null zero full random urandom; do
  : > "$work/dev/\$device"
  mount --bind "/dev/\$device" "$work/dev/\$device"
done
mount --rbind "$work/dev" /dev
mount -t proc -o hidepid=invisible proc /proc
mount --bind /proc/sys /proc/sys
cut -d' ' -f5 /proc/self/mountinfo | sort -r | while read -r mount; do
  case \$mount in
    "$state" | "$logs" | "$work/run" | /proc | /dev/* | "$work"/dev/*) ;;
    *) mount -o remount,bind,ro "\$mount" 2> /dev/null || echo "\$mount cannot be made read-only" >&2 ;;
  esac
done
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t tmpfs -o mode=1777 tmpfs /var/tmp
for home in /home /root; do mount -t tmpfs -o mode=000 tmpfs "\$home"; done
cd "$state"
umask 0027
exec prlimit --core=0 \$TRACE setpriv --reuid=$user --regid=$user --clear-groups \$USERS \\
  --bounding-set=-all\$CAPS --inh-caps=-all\$CAPS --ambient-caps=-all\$CAPS --no-new-privs \\
  "$python" "$here/systemd/filtered.py" "$units/logboom.service" \\
  "$distribution/bin/logboom" run "$work/logboom.conf" "$work/more.conf"
END

lines() {
  python3 -c 'import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
for i in range(2000):
    s.sendall(f"<134>1 2026-11-05T03:04:05Z web01 app 7 ID - line {i}\n".encode())
s.close()' "$port"
}

child() {
  ps -o pid= --ppid "$1" | tr -d ' '
}

await() {
  tries=0
  until eval "$2"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { cat "$work/stderr"; fail "$1 did not come to be"; }
    sleep 0.1
  done
}

# once NAME TRACE PORT: one run, from the start to SIGTERM.
once() {
  echo "== the agent under it: $1"
  port=$3
  users="unshare --user --map-current-user setpriv"
  caps=
  if [ "$port" -lt 1024 ]; then
    users=
    caps=",+net_bind_service"
  fi
  sed -e "s,/var/lib/logboom,$state,; s,127.0.0.1:5514,127.0.0.1:$port,g" "$packaging/linux/logboom.conf" \
    > "$work/logboom.conf"
  rm -rf "${state:?}"/* "$work/messages" "$work/notify" "$work/bodies"
  python3 "$here/systemd/supervise.py" "$work/notify" "$work/messages" "$siem" "$work/bodies" &
  supervisor=$!
  await "the supervisor" "[ -S $work/notify ]"
  began=$(date +%s.%N)
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 JAVA_HOME="${JAVA_HOME:-}" TRACE="$2" \
    USERS="$users" CAPS="$caps" \
    NOTIFY_SOCKET="$work/notify" WATCHDOG_USEC=8000000 CREDENTIALS_DIRECTORY="$work" \
    STATE_DIRECTORY="$state" \
    sh -c "$limit exec unshare --mount --pid --fork --ipc --uts --kill-child sh $work/inside.sh" \
    2> "$work/stderr" > "$work/stdout" &
  agent=$!
  await "READY=1" "grep -q 'READY=1' $work/messages"
  lines
  await "all lines" "[ \$(cat $state/events/* 2> /dev/null | wc -l) -eq 2000 ]"
  await "all rows" "[ -s $state/rows.json.zst.open ] && [ -s $work/bodies ]"
  await "a sign of life" "grep -q WATCHDOG=1 $work/messages"
  # Everything between has become the Java process but the first, and strace.
  java=$(child "$agent")
  [ -z "$2" ] || java=$(child "$java")
  kill -TERM "$java"
  code=0
  wait "$agent" || code=$?
  agent=
  [ "$code" -eq 0 ] || { cat "$work/stderr"; fail "exit code $code"; }
  await "STOPPING=1" "grep -q STOPPING=1 $work/messages"
  kill "$supervisor"
  supervisor=
  awk -v began="$began" '{ $1 = sprintf("%6.2f s ", $1 - began); print }' "$work/messages" |
    grep -E 'READY|STOPPING|WATCHDOG' | head -n 6
  echo "2000 messages of syslog and the sample's rows arrived; exit code 0"
}

limit=
if [ -w /sys/fs/cgroup/memory ]; then
  group=/sys/fs/cgroup/memory/logboom-check
  mkdir -p "$group"
  sed -n 's/^MemoryMax=//p' "$units/logboom.service" > "$group/memory.limit_in_bytes"
  limit="echo \$\$ > $group/cgroup.procs;"
fi
once "filters, capabilities, read-only tree" "" 5614
if [ -n "$limit" ]; then
  echo "most memory within MemoryMax=$(sed -n 's/^MemoryMax=//p' "$units/logboom.service"), files' pages included: \
$(($(cat "$group/memory.max_usage_in_bytes") / 1000000)) MB"
fi

once "the same, traced" "strace -f -qq -o $work/run/trace" 5614
python3 "$here/systemd/filtered.py" --allowed "$units/logboom.service" > "$work/allowed"
# A call that another thread's comes between is told in two lines.
sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' "$work/run/trace" | sort -u > "$work/calls"
echo "different system calls: $(wc -l < "$work/calls"), beyond the unit's: $(
  comm -23 "$work/calls" "$work/allowed" | tr '\n' ' '
)(setpriv's, before the filters are there)"
echo "refused, by the filters or otherwise:"
sed -n 's/^[0-9]* *\(<... \)*\([a-z0-9_]*\)[( ].*= -1 \(EPERM\|ENOSYS\|EAFNOSUPPORT\|EACCES\) .*/  \2 \3/p' \
  "$work/run/trace" | sort | uniq -c
once "port 514, with the drop-in for it" "" 514
