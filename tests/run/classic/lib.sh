# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
#
# What the tests of the classic tools share, on top of tests/run/lib.sh: CLASSIC_TOOLS names the directory of ours.

# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$SANDBOX_SOURCE/tests/run/lib.sh"

# begin, with our unshare, nsenter and lsns in front of the originals.
classic_begin() {
    : "${CLASSIC_TOOLS:?names no directory}"
    begin "$@"
    cp "$CLASSIC_TOOLS/unshare" "$CLASSIC_TOOLS/nsenter" "$CLASSIC_TOOLS/lsns" "$work"
    hash -r
}

# Root makes namespaces as it is; an ordinary user needs a user namespace with them.
# shellcheck disable=SC2034
classic_become() {
    become "$1"
    map=()
    [ "$EUID" -eq 0 ] && [ "$1" = root ] || map=(--map-root-user)
}

# on_terminal COMMAND: a try whose three descriptors are a terminal. What the terminal shows is in "$out".
on_terminal() {
    try script --quiet --return --command "$1" /dev/null
    out=${out//$'\r'/}
}
