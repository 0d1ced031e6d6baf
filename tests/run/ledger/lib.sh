# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
#
# What the tests of named sandboxes share, beside ../lib.sh: begin_named, and become_named for each person.

# begin_named: the test as begin() has it, with the tools beside sandbox-run, and root's log directory empty.
begin_named() {
    begin "$@"
    begin_tools
}

# The tools beside sandbox-run, and an empty log directory, once begin() was.
begin_tools() {
    local tool
    for tool in "${SANDBOX_RUN%/*}"/sandbox-*[a-z]; do
        if [ -f "$tool" ]; then cp "$tool" "$work/"; fi
    done
    if [ "$EUID" -eq 0 ]; then
        mount -t tmpfs -o mode=755 tmpfs /var/log || exit 99
        mounts_before=$(</proc/self/mountinfo)
    fi
}

# become_named PERSON: as become(), with a place for names ("$entries") and one for logs ("$logs").
become_named() {
    become "$1"
    mkdir -m 700 "$box/run"
    own "$box/run"
    runtime=()
    entries=/run/sandbox/by-name logs=/var/log/sandbox
    if [ "$EUID" -ne 0 ] || [ "$who" = user ]; then
        runtime=(env "XDG_RUNTIME_DIR=$box/run")
        entries=$box/run/sandbox/by-name logs=$box/home/.local/state/log/sandbox
    fi
}

# on COMMAND...: try, with the place for names.
on() { try "${runtime[@]}" "$@"; }

no_entries() { [ ! -e "$entries" ] || [ -z "$(ls -A "$entries")" ]; }

# eventually COMMAND...: within five seconds it succeeds.
eventually() {
    local attempt
    for attempt in {1..500}; do
        if "$@"; then return 0; fi
        sleep 0.01
    done
    return 1
}
