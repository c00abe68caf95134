#!/usr/bin/env bash
# Fetches the jars of a Flink release from the Python registry, once per version, into the cache.
#
#   flink-home.sh VERSION HOMES_DIR     prints nothing when HOMES_DIR/flink-VERSION is there already
#
# The package apache-flink-libraries (an sdist of 250 MB) holds lib/, opt/ and plugins/ of the release and no scripts:
# classes are started with plain java. Several of these may run at once: each works in a folder of its own and the
# first one to finish wins the name.
set -euo pipefail

version=${1:?usage: flink-home.sh VERSION HOMES_DIR}
homes=$(realpath -m "${2:?usage: flink-home.sh VERSION HOMES_DIR}")
home=$homes/flink-$version
[ -d "$home" ] && exit 0

mkdir -p "$homes"
work=$(mktemp -d "$homes/.part.XXXXXX")
trap 'rm -rf "$work"' EXIT
echo "downloading Flink $version (once per version)" >&2
python3 -m pip download --quiet --no-deps --no-cache-dir --no-binary :all: --dest "$work" "apache-flink-libraries==$version"
mkdir "$work/sdist"
tar xzf "$work"/apache*flink*libraries-"$version".tar.gz -C "$work/sdist" --strip-components=1
mkdir "$work/sdist/deps/conf"
# A folder renamed onto one that is there lands inside it; -T makes that an error, and then the other's is as good.
mv -T "$work/sdist/deps" "$home" 2>/dev/null || [ -d "$home" ]
