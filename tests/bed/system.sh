# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
#
# A booted system as a machine of systemd-machined's: what the tests of the beds share, beside ../run/lib.sh. The system's name is box;
# "$work/root" is its tree.

tools=${TOOLS:-$PWD/tools}
work=$(mktemp -d /var/tmp/system.XXXXXXXX)
mkdir "$work/root"

inside() { out=$(timeout 60 "$tools/sandbox-exec" box -- "$@" 2>&1); status=$?; }
pid() { "$tools/sandbox-ls" --json | python3 -c 'import json, sys; print(*[it["pid"] for it in json.load(sys.stdin) if it["name"] == "box"])'; }
# shellcheck disable=SC2317 # by check
within() { for _ in $(seq 120); do "$@" && return; sleep 0.5; done; return 1; }
# shellcheck disable=SC2317 # by check
is_up() { inside systemctl is-system-running; [ "$out" = running ] || [ "$out" = degraded ]; }
# shellcheck disable=SC2317 # by check
is_gone() { ! "$tools/sandbox-ls" --quiet | grep -qx box; }
# shellcheck disable=SC2317 # by check
is_another() { [[ $(pid) =~ ^[0-9]+$ ]] && [ "$(pid)" != "$first" ]; }
# shellcheck disable=SC2317 # by check
has_no_machine() { [ -z "$(machinectl list --no-legend)" ]; }
shell() { out=$(machinectl --quiet shell box "$@" </dev/null 2>&1 | tr -d '\r'); }

# start OPTIONS...: boots it.
start() {
    out=$("$tools/sandbox-run" --name box --detach --root-directory "$work/root" "$@" 2>&1)
    check "it starts" is "$?:$out" 0:box
    check "and comes up" within is_up
}

# check_interface NAME...: these points are not as they are to be, and no others.
check_interface() {
    out=$("$tools/sandbox-check" --container-interface box 2>&1)
    status=$?
    local wrong
    wrong=$(sed -n 's/^\(missing\|differs\) *\([^:]*\):.*/\2/p' <<<"$out" | tr '\n' ' ')
    check "the container interface: all but ${*:-nothing}" is "$wrong" "$*${*:+ }"
    if [ $# -eq 0 ]; then check "and the status says so" is "$status" 0; else check "and the status says so" is "$status" 1; fi
}

# Every verb of machinectl(1) for a machine that runs, but those that end it.
check_machine() {
    local pattern
    check "machinectl list has it, with its system" matches "$(machinectl list --no-legend)" '^box +container +sandbox +debian +12 '
    out=$(machinectl show box)
    check "machinectl show has its leader" matches "$out" "(^|
)Leader=$(pid)
"
    pattern=$(machinectl show box --property=Unit --value)
    check "in a unit that is its alone" matches "$pattern" '^(machine-box|sandbox-box)\.scope$'
    out=$("$tools/sandbox-exec" box -- cat /run/host/container-uuid | tr -d -)
    check "and its id is the container's" is "$(busctl call org.freedesktop.machine1 "$(busctl call org.freedesktop.machine1 \
        /org/freedesktop/machine1 org.freedesktop.machine1.Manager GetMachine s box | cut -d '"' -f 2)" org.freedesktop.DBus.Properties Get ss \
        org.freedesktop.machine1.Machine Id | sed 's/^v ay 16 //' | tr ' ' '\n' | awk '{printf "%02x", $1}')" "$out"
    check "machinectl status shows its services" matches "$(machinectl status box)" 'dbus\.service'
    shell /bin/sh -c 'id -un; tty; cat /proc/1/comm'
    check "machinectl shell is a shell inside" matches "$out" '^root
/dev/pts/[0-9]+
systemd$'
    out=$( (sleep 5) | timeout 20 machinectl login box 2>&1)
    check "machinectl login asks who it is" matches "$out" 'login:'
    inside systemd-run --quiet --wait --pipe -p PrivateDevices=yes -p InaccessiblePaths=/etc/hostname sh -c 'stat -c %a /etc/hostname; ls /dev/sda /dev/null 2>&1'
    check "services inside can have devices of their own, and places out of reach" matches "$out" '^0
.*/dev/null'
}

# reboots_and_powers_off: by machinectl, and nothing is left.
reboots_and_powers_off() {
    first=$(pid)
    machinectl reboot box
    check "machinectl reboot starts it again" within is_another
    check "and it comes up" within is_up
    check "with its name" matches "$(machinectl list --no-legend)" '^box '
    machinectl poweroff box
    check "machinectl poweroff ends it" within is_gone
    check "as one that halted itself" matches "$("$tools/sandbox-report" box)" '^box: halted itself'
    check "and it is no machine any more" within has_no_machine
    check "with nothing left of the way in for mounts" is "$(ls /run/systemd/nspawn/propagate)" ""
}
