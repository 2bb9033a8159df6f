#!/bin/sh
# Runs the commands of the README's section on installing one by one, each block in a fresh minimal Debian, and says
# which it cannot run and what it does instead. Run it as root after
# mvn -Ppackages -Ddebian.mirror=URL -pl packaging/packages -am package
set -eu
# shellcheck source=chroot.sh
. "$(dirname "$0")/chroot.sh"
isolate shared

# Only apt-get has the network. Everything else has a loopback of its own, where no other agent answers.
unshare --net sh -c 'ip link set lo up && exec sleep infinity' &
holder=$!
apart() {
  [ "$(readlink "/proc/$holder/ns/net")" != "$(readlink /proc/$$/ns/net)" ]
}
eventually "a network for nobody else" apart
alone="nsenter --net=/proc/$holder/ns/net"

# The blocks, each in a file of its own.
rm -f "$work"/block.*
awk -v to="$work/block." '
  /^## / { on = ($0 == "## Install") }
  on && /^```$/ { inside = 0 }
  inside { print > (to number) }
  on && /^```sh$/ { inside = 1; number++ }' "$packaging/../README.md"
[ -s "$work/block.5" ] || fail "the README's section on installing has fewer blocks than are known here"

# run COMMAND [NETWORK]
run() {
  echo "\$ $1"
  ${2-$alone} chroot "$root" sh -c "cd /root && $1" > "$work/said" 2>&1 || {
    cat "$work/said" >&2
    fail "$1"
  }
  tail -n 5 "$work/said" | cut -c 1-160 | sed 's/^/  /'
}

instead() {
  echo "\$ $1"
  echo "  not run: $2"
}

# prepare NAME
prepare() {
  fresh "readme-$1"
  cp "$deb" "$rpm" "$archive" "$image" "$root/root/"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
}

block() {
  while IFS= read -r command; do
    case $command in
      apt-get*)
        chroot "$root" apt-get -q update > "$work/said" 2>&1 || fail "apt-get update: see $work/said"
        DEBIAN_FRONTEND=noninteractive run "$command" env
        ;;
      rpm*)
        instead "$command" "a Debian has no rpm, nor an rpm's knowledge of what is installed; the host's, which is told not to ask"
        expect "rpm -i --nodeps" rpm --root "$root" --dbpath /var/lib/rpm -i --nodeps "$rpm"
        ;;
      systemctl\ enable*)
        instead "$command" "no systemd boots in a chroot; the unit's ExecStart, as its User, with its Environment"
        service
        ;;
      docker*)
        instead "$command" "no container runs here; install.sh unpacks the image and runs its command"
        ;;
      *) run "$command" ;;
    esac
  done < "$work/block.$1"
}

# What systemd would do, as far as a chroot can.
service() {
  unit=$root/usr/lib/systemd/system/logboom.service
  user=$(sed -n 's/^User=//p' "$unit")
  words=$(sed -n 's/^ExecStart=//p' "$unit")
  configuration=$(sed -n 's/^Environment=LOGBOOM_CONF=//p' "$unit")
  words=$(echo "$words" | sed "s|\$LOGBOOM_CONF|$configuration|")
  # shellcheck disable=SC2086 # several words
  $alone chroot --userspec="$user:$user" "$root" $words > "$work/agent.log" 2>&1 &
  agent=$!
  eventually "$words, as $user: it is ready" $alone chroot "$root" logboom status --quiet
}

say "Debian and Ubuntu"
prepare debian
block 1
block 3
eventually "the message is in a file" sh -c "grep -q hello '$root'/var/lib/logboom/events/*"
kill -TERM "$agent"
wait "$agent" || fail "the agent ended with an error: see $work/agent.log"

say "RHEL, Fedora, Amazon Linux"
prepare rpm
block 2
block 3
eventually "the message is in a file" sh -c "grep -q hello '$root'/var/lib/logboom/events/*"
kill -TERM "$agent"
wait "$agent" || fail "the agent ended with an error: see $work/agent.log"

say "any Linux"
prepare tar
block 4

say "container"
block 5
echo
echo "Every command of the README's is accounted for."
