#!/bin/sh
# Builds the packages a second time, of the same commit, in another folder, later, under another umask, locale and time
# zone, with what the first build has learned, and compares their bytes. Names the first difference. Run it with
# DEBIAN_MIRROR=URL after
# mvn -Ppackages -Ddebian.mirror=URL -pl packaging/packages -am package
set -eu

packaging=$(cd "$(dirname "$0")/.." && pwd -P)
checkout=$(dirname "$packaging")
target=$packaging/target

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

learned=$(echo "$target"/logboom-*/lib/logboom.aot)
[ -f "$learned" ] || fail "there is no first build: mvn -Ppackages -Ddebian.mirror=URL -pl packaging/packages -am package"
[ -z "$(git -C "$checkout" status --porcelain)" ] || fail "the checkout has changes that no commit has"

work=$(mktemp -d)
trap 'git -C "$checkout" worktree remove --force "$work/another place" 2> /dev/null; rm -rf "$work"' EXIT
git -C "$checkout" worktree add -q --detach "$work/another place" HEAD
(
  cd "$work/another place"
  umask 027
  LC_ALL=C.UTF-8 LANG=C.UTF-8 TZ=Asia/Kathmandu mvn -B -q -ntp -Ppackages -Dmaven.test.skip=true -Dlogboom.aot="$learned" \
    -pl packaging/packages -am package > "$work/log" 2>&1
) || {
  tail -n 20 "$work/log" >&2
  fail "the second build"
}

differences=0
for first in "$target"/logboom*.tar.gz "$target"/logboom*.deb "$target"/logboom*.rpm "$target"/logboom*.tar \
  "$target"/logboom*.json "$target"/logboom*THIRD-PARTY.md; do
  name=$(basename "$first")
  second="$work/another place/packaging/target/$name"
  if cmp -s "$first" "$second"; then
    echo "same: $(sha256sum "$first" | cut -c 1-16) $name"
  else
    differences=$((differences + 1))
    echo "DIFFERENT: $name: $(cmp "$first" "$second" 2>&1 || true)"
  fi
done
[ "$differences" = 0 ] || {
  (cd "$target"/logboom-*/ && find . -type f | LC_ALL=C sort) | while read -r file; do
    cmp -s "$target"/logboom-*/"$file" "$work/another place/packaging/target"/logboom-*/"$file" || {
      echo "first difference: $file"
      break
    }
  done
  fail "$differences packages differ"
}
