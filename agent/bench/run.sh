#!/bin/sh
# The whole job on generated CloudTrail objects, as a process, beside other ways to do it: CPU seconds,
# wall seconds, memory, in interleaved rounds. Options and environment: agent/bench/README.md
set -eu
checkout=$(cd "$(dirname "$0")/../.." && pwd -P)
jar=$checkout/agent/bench/target/benchmarks.jar
if [ ! -f "$jar" ]; then
  (cd "$checkout" && mvn -B -q -ntp -Pbench -Dmaven.test.skip=true -pl packaging,agent/bench -am package) >&2
fi
exec python3 "$checkout/agent/bench/whole_process.py" "$checkout" "$@"
