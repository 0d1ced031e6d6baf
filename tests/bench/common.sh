# SPDX-License-Identifier: LGPL-2.1-or-later
# What the benchmark scripts share; sourced. Their first argument is the build directory.
set -eu -o pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name=$(basename "$0")

die() {
    echo "$name: $*" >&2
    exit 2
}

[ $# -ge 1 ] || die "usage: $name BUILD_DIR [INTERLEAVE_OPTION...]"
build=$(cd "$1" && pwd) || die "no build directory: $1"
shift
bench=$build/tests/bench
[ -x "$bench/interleave" ] || die "not built: $bench/interleave"

# A program of this project: found in the build directory wherever it keeps its tools, else a path that
# does not exist, which interleave reports as not installed.
tool() {
    local found
    found=$(find "$build/tools" -maxdepth 2 -name "$1" -type f -perm -u+x -print -quit 2>/dev/null || true)
    echo "${found:-$build/tools/$1}"
}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/bench-$name.XXXXXX")
chmod 755 "$scratch"
trap 'clean_up || true; rm -rf "$scratch"' EXIT
clean_up() { :; }
