# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
#
# A small system to start, beside ../ledger/lib.sh: its files belong to a range of ids that nobody has, so that they need no map.

# make_system DIRECTORY
make_system() {
    local name
    mkdir -p "$1"/{usr,dev,proc,sys,tmp,run,home,root,etc,var,count}
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$1/$name"; done
    : >"$1/etc/passwd"
    chown -hR 1000000:1000000 "$1"
}

# system WORDS...: the options that start it.
# shellcheck disable=SC2034 # whoever sources this
system=(--boot -p User.PrivateUsers=1000000:65536 --bind-ro /usr)

# Why none can be started here, or nothing.
no_system_reason() {
    grep -q ' - cgroup2 ' /proc/self/mountinfo || { echo "cgroup v2 is mounted nowhere"; return; }
    [ "$EUID" -eq 0 ] || { echo "a range of ids is root's"; return; }
    # The test's own /run hides a systemd that would make a scope.
    local tried
    make_system "$work/tried-$$"
    tried=$(sandbox-run "${system[@]}" -D "$work/tried-$$" -p 'Exec.Command=["/bin/true"]' 2>&1)
    [[ $tried != *"has processes of its own"* ]] || echo "no control group can be made beside this process, and no systemd is seen"
}
