#!/bin/sh
# Judges the alert rules with promtool, of Debian's package prometheus: their syntax, and for each alert that
# it fires when it should and is quiet when not; and the queries of the dashboard, of which Python 3 makes
# rules. With the address of an agent's metrics it judges these, too:
#
#   packaging/checks/monitoring.sh [http://127.0.0.1:9600/metrics]
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
monitoring=$(dirname "$here")/monitoring

fail() {
  echo "monitoring.sh: $*" >&2
  exit 1
}

command -v promtool > /dev/null || fail "there is no promtool on PATH; install prometheus and try again"

promtool check rules "$monitoring/alerts.yaml"
promtool test rules "$monitoring"/tests/*.yaml

alerts() { sed -n 's/^ *- alert: *//p' "$monitoring/alerts.yaml"; }
for alert in $(alerts); do
  grep -q "^## $alert\$" "$monitoring/README.md" || fail "README.md has no section $alert"
  grep -q "alertname: $alert }" "$monitoring"/tests/*.yaml || fail "no test has $alert be quiet"
  grep -q "alertname: $alert\$" "$monitoring"/tests/*.yaml || fail "no test has $alert fire"
done
echo "alerts: $(alerts | wc -l), each with a section in README.md, a test that it fires and one that it is quiet"

queries=$(mktemp)
trap 'rm -f "$queries"' EXIT
python3 - "$monitoring/dashboard.json" > "$queries" << 'END'
import json, sys

panels = json.load(open(sys.argv[1]))["panels"]
queries = [target["expr"] for panel in panels for target in panel.get("targets", [])]
rules = [{"record": f"query_{n}", "expr": q.replace("$__rate_interval", "5m")} for n, q in enumerate(queries)]
print(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
END
promtool check rules "$queries" > /dev/null || fail "a query of the dashboard is none"
echo "dashboard: $(grep -o '"record"' "$queries" | wc -l) queries"

if [ $# -gt 0 ]; then
  metrics=$(curl -sSf "$1") || fail "no metrics came from $1"
  echo "$metrics" | promtool check metrics || fail "promtool objects to the metrics of $1"
  echo "metrics of $1: nothing to complain of"
fi
