# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# A group of the test's own in the hierarchies of the host, for the tools of libcgroup. Sourced; CGROUP_TOOLS is the directory
# of our programs. Prints TAP.
set -u
export LC_ALL=C

number=0 failures=0
skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

: "${CGROUP_TOOLS:?names no directory}"
[ "$EUID" -eq 0 ] || skip_all "making control groups needs root"
PATH=$CGROUP_TOOLS:$PATH
top=/sys/fs/cgroup
if [ -e $top/pids/tasks ]; then
    pids=$top/pids v1=1
elif [ -e $top/cgroup.controllers ]; then
    pids=$top v1=
    grep -qw pids $top/cgroup.controllers || skip_all "cgroup v2 has no pids controller here"
else
    skip_all "no cgroup file system is mounted on $top"
fi
own=sandbox-test-$$
work=$(mktemp -d "${TMPDIR:-/tmp}/cgroup-tools.XXXXXXXX") || exit 99
clean_up() {
    for mount in $top $top/*/; do
        [ ! -d "$mount/$own" ] || find "$mount/$own" -depth -type d -exec rmdir {} + 2>/dev/null
    done
    rm -rf "$work"
}
trap clean_up EXIT
cd "$work" || exit 99

# check SENTENCE COMMAND...: the sentence is true if the command succeeds.
check() {
    local sentence=$1
    shift
    number=$((number + 1))
    if "$@" >"$work/said" 2>&1; then
        echo "ok $number - $sentence"
    else
        failures=$((failures + 1))
        echo "not ok $number - $sentence"
        sed 's/^/#   /' "$work/said"
    fi
}
is() { [ "$1" = "$2" ] || { printf 'got      %s\nexpected %s\n' "$1" "$2" && return 1; }; }
finish() {
    echo "1..$number"
    exit $((failures > 0))
}
