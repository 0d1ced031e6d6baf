# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
#
# What both escape tests share, on top of tests/run/lib.sh.

# shellcheck source-path=SCRIPTDIR source=../run/lib.sh
. "$SANDBOX_SOURCE/tests/run/lib.sh"

# escape_begin: as begin, with the probe where the sandbox can bind it.
escape_begin() {
    : "${ESCAPE_PROBE:?names no program}"
    begin "$@"
    cp "$ESCAPE_PROBE" "$work/probe"
    chmod 755 "$work/probe"
}

# What probe says in a sandbox with these options: in out, and in the file "$box/said".
attack() {
    try sandbox-run --bind-ro "$work/probe:/probe" "${options[@]}" -- /probe "$@"
    printf '%s\n' "$out" >"$box/said"
}

# no_hole ID: whether the probe tried ID, and found no hole.
no_hole() {
    holes=$(grep "^$1 HOLE" "$box/said")
    out=$holes
    [ -z "$holes" ] && grep -q "^$1 ok" "$box/said"
}

# verdict SENTENCE, which begins with the id.
verdict() { check "$1" no_hole "${1%%:*}"; }
