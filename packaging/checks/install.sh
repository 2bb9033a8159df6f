#!/bin/sh
# Installs the packages where there is no Java, and has them do their job: the deb in a minimal Debian (one line of
# the configuration edited, events flow, upgrade, remove, purge), the rpm by rpm into another, the image unpacked, read-only and as
# an unprivileged user, on objects of S3 announced by SQS. Run it as root after
# mvn -Ppackages -Ddebian.mirror=URL -pl packaging/packages -am package
set -eu
# shellcheck source=chroot.sh
. "$(dirname "$0")/chroot.sh"

# The server that gives buckets and queues is Python's, and needs the network once.
moto=$work/moto
if [ -z "${LOGBOOM_ISOLATED:-}" ] && [ ! -x "$moto/bin/pip" ]; then
  python3 -m venv "$moto"
  "$moto/bin/pip" install -q -r "$packaging/tests/servers/moto/requirements.txt"
fi
isolate alone

events='/var/lib/logboom/received'

start() {
  chroot --userspec=logboom:logboom "$root" /usr/bin/logboom run /etc/logboom/logboom.conf > "$work/agent.log" 2>&1 &
  agent=$!
  eventually "it listens" listens
}

stop() {
  kill -TERM "$agent"
  wait "$agent" || {
    cat "$work/agent.log" >&2
    fail "the agent ended with an error"
  }
  echo "ok: it stopped when told to"
}

# The files of events, finished or not; at least so many lines in them.
received() {
  has_lines "$1" "$root$events"*
}

# Fifty further messages arrive.
flow() {
  before=$(lines "$root$events"*)
  start
  send 50
  eventually "50 messages arrived in $events" received $((before + 50))
  stop
}

edit() {
  sed -i "s|path = \"/var/lib/logboom/events/.*\"|path = \"$events\"|" "$root/etc/logboom/logboom.conf"
  expect "one line of the configuration was edited" grep -q "$events" "$root/etc/logboom/logboom.conf"
}

remains() {
  echo "   what remains:"
  for folder in etc usr var/lib/logboom var/log/logboom; do
    find "$root/$folder" -path '*logboom*' -print 2> /dev/null | sed "s|^$root|   |"
  done
  grep '^logboom:' "$root/etc/passwd" | sed 's/^/   the user /'
}

say "deb: installed"
fresh deb
cp "$deb" "$root/tmp/logboom.deb"
expect "dpkg -i" chroot "$root" dpkg -i /tmp/logboom.deb
expect "it is installed" chroot "$root" sh -c 'dpkg -s logboom | grep -q "^Status: install ok installed"'
expect "all files are as packed" chroot "$root" dpkg --verify logboom
expect "its user cannot sign in" grep -q '^logboom:.*:/usr/sbin/nologin$' "$root/etc/passwd"
expect "its folder is its own" chroot "$root" sh -c '[ "$(stat -c %U:%G:%a /var/lib/logboom)" = logboom:logboom:750 ]'
refute "it is not switched on" test -e "$root/etc/systemd/system/multi-user.target.wants/logboom.service"
expect "no other Java" chroot "$root" sh -c '! command -v java'
edit
flow

say "deb: upgraded, with a default that changed"
next=$work/next
rm -rf "$next"
dpkg-deb -R "$deb" "$next"
sed -i 's/^Version: .*/Version: 99.0.0/' "$next/DEBIAN/control"
echo '# of the next version' >> "$next/etc/logboom/logboom.conf"
echo '# of the next version' >> "$next/etc/logboom/environments/dev.conf"
dpkg-deb -b "$next" "$root/tmp/next.deb" > /dev/null
expect "dpkg -i of 99.0.0" chroot "$root" dpkg --force-confold -i /tmp/next.deb
expect "the edited line is still there" grep -q "$events" "$root/etc/logboom/logboom.conf"
expect "the new default is beside it" grep -q 'of the next version' "$root/etc/logboom/logboom.conf.dpkg-dist"
expect "what nobody edited is new" grep -q 'of the next version' "$root/etc/logboom/environments/dev.conf"
refute "it is still not switched on" test -e "$root/etc/systemd/system/multi-user.target.wants/logboom.service"
flow

say "deb: removed"
echo '# ours' > "$root/etc/logboom/web.conf"
touch "$root/usr/local/lib/logboom/plugins/other.jar"
expect "dpkg -r" chroot "$root" dpkg -r logboom
refute "the program is gone" test -e "$root/usr/bin/logboom" -o -e "$root/usr/lib/logboom"
expect "configuration stays" grep -q "$events" "$root/etc/logboom/logboom.conf"
expect "events stay" received 100
remains

say "deb: purged"
expect "dpkg -P" chroot "$root" dpkg -P logboom
refute "state, log and configuration are gone" ls -d "$root/var/lib/logboom" "$root/var/log/logboom" "$root/etc/logboom/logboom.conf" "$root/etc/default/logboom"
expect "what others put there stays" ls "$root/etc/logboom/web.conf" "$root/usr/local/lib/logboom/plugins/other.jar"
remains
rm "$root/etc/logboom/web.conf" "$root/usr/local/lib/logboom/plugins/other.jar"

say "rpm: installed"
fresh rpm
# By the host's rpm, into a tree of Debian's: what rpm knows nothing of there it cannot ask for.
by_rpm() {
  rpm --root "$root" --dbpath /var/lib/rpm "$@"
}
expect "its checksums are right" rpm -K "$rpm"
expect "rpm -i" by_rpm -i --nodeps "$rpm"
expect "all files are as packed" by_rpm -V --nodeps logboom
edit
flow

say "rpm: upgraded and erased"
expect "rpm -U" by_rpm -U --nodeps --force "$rpm"
expect "the edited line is still there" grep -q "$events" "$root/etc/logboom/logboom.conf"
flow
expect "rpm -e" by_rpm -e logboom
refute "the program is gone" test -e "$root/usr/bin/logboom" -o -e "$root/usr/lib/logboom"
expect "the edited configuration is beside where it was" grep -q "$events" "$root/etc/logboom/logboom.conf.rpmsave"
remains

say "image: unpacked, read-only, as 65532"
empty image
python3 "$packaging/checks/unpack_image.py" "$image" "$root" "$work/command" "$work/environment"
mount --bind "$root" "$root"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -o remount,ro,bind "$root"
data=$root/var/lib/logboom
mount -t tmpfs -o uid=65532,gid=65532,mode=0750 tmpfs "$data"
refute "nothing can be written beside its data" touch "$root/tmp/x" "$root/etc/x"

# in_image ARGUMENT...: the image's own command with other arguments, as its user, in its environment.
in_image() {
  # shellcheck disable=SC2046 # one word a line
  env -i $(cat "$work/environment") AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none \
    AWS_EC2_METADATA_DISABLED=true "$(command -v chroot)" --userspec=65532:65532 "$root" $(cat "$work/command") "$@"
}

MOTO_ACCOUNT_ID=111122223333 "$moto/bin/python" -m moto.server -H 127.0.0.1 -p 5000 > "$work/moto.log" 2>&1 &
eventually "buckets and queues are there" "$moto/bin/python" -c 'import socket; socket.create_connection(("127.0.0.1", 5000))'
"$moto/bin/python" "$packaging/checks/announce.py" "$packaging/../conf/samples" 20 > "$work/queue"
cat > "$data/main.conf" << END
data-dir = "/var/lib/logboom"
pipelines.main {
  inputs.trail {
    type = s3
    queue-url = "$(cat "$work/queue")"
    sqs-endpoint = "http://127.0.0.1:5000"
    s3-endpoint = "http://127.0.0.1:5000"
    path-style = true
    wait-time = 1s
  }
  filters = [ { type = cloudtrail }, { type = snare } ]
  outputs.rows { type = file, path = "/var/lib/logboom/rows" }
  outputs.packed { type = file, path = "/var/lib/logboom/rows.zst", compression = zstd }
}
END
in_image run /var/lib/logboom/main.conf > "$work/image.log" 2>&1 &
agent=$!
rows=$(($("$moto/bin/python" "$packaging/checks/announce.py" --count "$packaging/../conf/samples") * 20))
eventually "all $rows records of 20 objects came by S3 and SQS" has_lines "$rows" "$data/rows" "$data/rows.open"
expect "other programs can ask how it is" in_image status --quiet
running=$(pgrep -f io.logboom.core.cli.Main | head -n 1)
expect "it runs as 65532" test "$(stat -c %u "/proc/$running")" = 65532
expect "ISA-L undoes gzip" grep -q 'libisal' "/proc/$running/maps"
echo "   resident: $(awk '/VmRSS/ {print $2 " " $3}' "/proc/$running/status")"
kill -TERM "$running"
wait "$agent" || {
  cat "$work/image.log" >&2
  fail "the agent in the image ended with an error"
}
refute "the log tells of nothing bad" grep -E 'WARN|ERROR|Exception' "$work/image.log"
echo
echo "All of it is as it should be."
