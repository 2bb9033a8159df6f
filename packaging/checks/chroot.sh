# For the checks that install into a chroot; they source it. Needs root, and debootstrap of Debian.
# shellcheck shell=sh
#
#   DEBIAN_MIRROR   where debootstrap gets Debian 12 from, if not from where it does by itself

packaging=$(cd "$(dirname "$0")/.." && pwd -P)
target=$packaging/target
work=$target/checks
version=$(sed -n '/<parent>/,/<\/parent>/s:.*<version>\(.*\)</version>.*:\1:p' "$packaging/pom.xml")
ordered=$(echo "$version" | tr 'A-Z-' 'a-z~')
deb=$target/logboom_${ordered}_amd64.deb
rpm=$target/logboom-$ordered-1.x86_64.rpm
archive=$target/logboom-$version-linux-x86_64.tar.gz
image=$target/logboom-$version-image.tar

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

say() {
  echo
  echo "== $*"
}

# expect WHAT COMMAND...: that the command succeeds.
expect() {
  what=$1
  shift
  "$@" > "$work/said" 2>&1 || {
    cat "$work/said" >&2
    fail "$what"
  }
  echo "ok: $what"
}

# refute WHAT COMMAND...: that it does not.
refute() {
  what=$1
  shift
  ! "$@" > "$work/said" 2>&1 || fail "$what"
  echo "ok: $what"
}

# eventually WHAT COMMAND...: that it succeeds within a minute.
eventually() {
  what=$1
  shift
  tries=0
  until "$@" > "$work/said" 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || {
      cat "$work/said" >&2
      fail "$what"
    }
    sleep 0.1
  done
  echo "ok: $what"
}

# From here on in namespaces of its own: whatever is mounted or started ends with the script. With `alone` there is
# no network but the loopback, so no port is taken and nothing is asked of anybody.
isolate() {
  [ -z "${LOGBOOM_ISOLATED:-}" ] || {
    [ "$LOGBOOM_ISOLATED" = shared ] || ip link set lo up
    return 0
  }
  [ "$(id -u)" = 0 ] || fail "needs root, to make chroots"
  for tool in debootstrap unshare chroot python3 rpm; do
    command -v "$tool" > /dev/null || fail "needs $tool on PATH"
  done
  for package in "$deb" "$rpm" "$archive" "$image"; do
    [ -f "$package" ] || fail "$package is not there: mvn -Ppackages -Ddebian.mirror=URL -pl packaging/packages -am package"
  done
  mkdir -p "$work"
  if [ ! -f "$work/debian.tar" ]; then
    say "a minimal Debian 12"
    rm -rf "$work/debian"
    debootstrap --variant=minbase bookworm "$work/debian" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} > "$work/debootstrap.log" 2>&1 ||
      fail "debootstrap: see $work/debootstrap.log"
    tar -cf "$work/debian.tar" -C "$work/debian" .
    rm -rf "$work/debian"
  fi
  net=--net
  [ "$1" = alone ] || net=
  # shellcheck disable=SC2086 # nothing or one word
  LOGBOOM_ISOLATED=$1 exec unshare --mount-proc --pid $net --fork --kill-child sh "$0"
}

# empty NAME: a new folder, which is then in $root. Never twice of one name: the first may have something mounted.
empty() {
  root=$work/$1
  rm -rf --one-file-system "$root"
  mkdir -p "$root"
}

# fresh NAME: a Debian that nothing was done to yet, in $root.
fresh() {
  empty "$1"
  tar -xf "$work/debian.tar" -C "$root"
  mount -t proc proc "$root/proc"
  refute "no Java in it" chroot "$root" sh -c 'command -v java'
}

# The lines of files, or nothing.
lines() {
  cat "$@" 2> /dev/null | wc -l
}

has_lines() {
  count=$1
  shift
  [ "$(lines "$@")" -ge "$count" ]
}

listens() {
  # 158A is port 5514, as /proc writes it.
  grep -q ':158A ' /proc/net/udp /proc/net/udp6
}

# send COUNT: messages of syslog to the agent's default port, by the chroot's own logger.
send() {
  chroot "$root" sh -c "for i in \$(seq $1); do logger --server 127.0.0.1 --port 5514 --udp --rfc5424 \"message \$i\"; done"
}
