#!/bin/sh
# Judges the manifests, the chart and the compose file as far as that goes without a cluster or an engine:
#
#   - kustomize and Helm render them, for each environment; helm lint --strict has nothing to say
#   - Kubernetes' own code validates what comes out, field by field, and asks for Pod Security "restricted"
#     (packaging/checks/go/manifests); kube-score looks for what is allowed but unwise
#   - Logboom binds each configuration as the container would get it: files, arguments, environment
#   - Docker Compose's own library reads the compose file
#
# Needs Go 1.25 or later and kubectl; installs the rest, pinned, into packaging/target/checks.
#
#   LOGBOOM   the program that binds configurations; packaging/bin/logboom when not set
set -eu

helm_version=v3.20.2
kube_score_version=v1.20.0
kubernetes_version=1.34.4

here=$(cd "$(dirname "$0")" && pwd -P)
packaging=$(dirname "$here")
kubernetes=$packaging/kubernetes
work=$packaging/target/checks
rendered=$work/rendered
logboom=${LOGBOOM:-$packaging/bin/logboom}

fail() {
  echo "kubernetes.sh: $*" >&2
  exit 1
}

for tool in go kubectl; do
  command -v "$tool" > /dev/null || fail "there is no $tool on PATH; install it and try again"
done

# --- tools

mkdir -p "$work/bin"
export GOBIN="$work/bin"

install() {
  if [ ! -x "$GOBIN/$1" ] || ! go version -m "$GOBIN/$1" | grep -q "[[:space:]]$3\([[:space:]]\|\$\)"; then
    echo "kubernetes.sh: installing $1 $3" >&2
    (cd "$work" && go install "$2@$3") || fail "$1 could not be installed"
  fi
}
install helm helm.sh/helm/v3/cmd/helm "$helm_version"
install kube-score github.com/zegl/kube-score/cmd/kube-score "$kube_score_version"
(cd "$here/go" && go vet ./... && go build -o "$GOBIN/" ./manifests ./composefile) || fail "packaging/checks/go does not build"

# --- render

rm -rf "$rendered"
mkdir -p "$rendered"
environments="dev staging prod"
chart=$kubernetes/chart

for environment in $environments; do
  for kind in standalone sidecar; do
    kubectl kustomize "$kubernetes/$kind/overlays/$environment" > "$rendered/kustomize-$kind-$environment.yaml"
  done
done
# What overlays do not use, put over one that they do.
for extra in "$here"/overlays/*; do
  kubectl kustomize "$extra" > "$rendered/kustomize-$(basename "$extra").yaml"
done

template() {
  name=$1
  shift
  "$GOBIN/helm" lint --strict --quiet --kube-version "$kubernetes_version" "$chart" "$@"
  "$GOBIN/helm" template example "$chart" --namespace example --kube-version "$kubernetes_version" "$@" \
    > "$rendered/helm-$name.yaml"
}
for environment in $environments; do
  template "standalone-$environment" -f "$chart/values-$environment.yaml"
  template "sidecar-$environment" -f "$chart/values-sidecar.yaml" --set "environment=$environment"
done
template sidecar-listen -f "$chart/values-sidecar.yaml" --set sidecar.source=listen,sidecar.linger=2
template everything -f "$chart/values-prod.yaml" -f "$here/values-everything.yaml"

refused() {
  if "$GOBIN/helm" template example "$chart" --kube-version "$kubernetes_version" --set "$1" > /dev/null 2>&1; then
    fail "the chart's schema takes $1"
  fi
}
refused replica=3
refused aws.identity=other
refused environment=

echo "rendered: $(find "$rendered" -name '*.yaml' | wc -l) sets of manifests"

# --- judge

rm -rf "$work/configurations"
"$GOBIN/manifests" -configurations "$work/configurations" "$rendered"/*.yaml > "$work/manifests.txt" ||
  fail "$(cat "$work/manifests.txt")"
cat "$work/manifests.txt"
echo "valid for Kubernetes $kubernetes_version, and restricted: all of these"

# Images come with a version, so they need not be pulled anew at each start. Pods are spread by topology
# constraints, which kube-score does not look at. Developers have one agent. Being halted for lack of CPU
# helps nobody.
score() {
  "$GOBIN/kube-score" score --output-format ci --ignore-container-cpu-limit \
    --ignore-test container-image-pull-policy,statefulset-has-host-podantiaffinity,deployment-has-host-podantiaffinity,deployment-replicas \
    "$1" 2>&1
}
for file in "$rendered"/*.yaml; do
  score "$file" > "$work/score.txt" || { grep -E '^\[(CRITICAL|WARNING)\]' "$work/score.txt" >&2 && fail "kube-score objects to $file"; }
  grep -E '^\[(CRITICAL|WARNING)\]' "$work/score.txt" >&2 && fail "kube-score objects to $file"
done
echo "kube-score $kube_score_version has no objection"

# --- bind

count=0
for check in "$work"/configurations/*/check; do
  "$check" "$logboom" > "$work/check.txt" 2>&1 || fail "$check: $(cat "$work/check.txt")"
  count=$((count + 1))
done
[ "$count" -gt 0 ] || fail "no configuration was found in what was rendered"
echo "Logboom binds the configurations of $count pods"

# --- compose

"$GOBIN/composefile" "$packaging/compose/compose.yaml"
