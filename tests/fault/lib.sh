# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
#
# What the fault tests share, on top of tests/run/lib.sh. With --long they do all; without it a part, always the same one.

# shellcheck source-path=SCRIPTDIR source=../run/lib.sh
. "$SANDBOX_SOURCE/tests/run/lib.sh"

# fault_begin: as begin, with FAULT_PROGRAMS' observe where a sandbox can bind it. "$long" is set with --long.
fault_begin() {
    : "${FAULT_PROGRAMS:?names no directory}"
    begin "$@"
    long=
    [ "${1:-}" != --long ] || long=1
    for program in observe inject storm ledger; do cp "$FAULT_PROGRAMS/$program" "$work/$program"; done
    chmod 755 "$work"/*
    mkdir -p "$work/tree"/{bin,dev,etc,home,proc,root,run,tmp,usr,var,scratch,data} "$work/data"
    cp "$work/observe" "$work/tree/observe"
    plain=(--bind-ro "$work/observe:/observe")
    tree=(--root-directory "$work/tree" -p Files.ReadOnly=true --bind "$work/data:/data" --tmpfs /scratch:size=1M
        --inaccessible /bin --setenv A=b -p Resources.LimitNOFILE=256:512 -p Resources.Nice=3)
    [ "$EUID" -ne 0 ] || give_ids
    mounts_before=$(</proc/self/mountinfo)
}

# Sandboxes that start up in different ways, beside the plain one and one with most settings ("$plain", "$tree").
# shellcheck disable=SC2034
{
    has_ids=
    map_root=(-p 'User.Map=[[0,100000,65536]]')
    map_helper=(-p 'User.Map=[[0,200000,65536]]')
    payload_init=(-p Exec.Init=payload)
    capability=(-p 'Security.Capabilities=["CAP_NET_RAW"]')
}

# The ordinary user gets a name and ranges of ids, in this mount namespace only.
give_ids() {
    local file
    mkdir "$work/etc"
    for file in passwd subuid subgid; do
        [ -e "/etc/$file" ] || return
        cp "/etc/$file" "$work/etc/$file"
    done
    echo "fault:x:$ordinary:$ordinary::/tmp:/bin/sh" >>"$work/etc/passwd"
    echo "fault:200000:65536" | tee -a "$work/etc/subuid" >>"$work/etc/subgid"
    for file in passwd subuid subgid; do mount --bind "$work/etc/$file" "/etc/$file" || exit 99; done
    [ ! -x /usr/bin/newuidmap ] || has_ids=1
}

