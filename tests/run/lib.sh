# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
#
# What the tests in bash share: they are sourced with this, say `begin "$@"`, check sentences, and say `finish`. Output is
# TAP. The environment names SANDBOX_RUN (the program) and SANDBOX_SOURCE (the tree); a missing one is an error.
#
# Run by root, the whole test lives in mount, pid, IPC and UTS namespaces of its own with an empty /run and /var/lib, so that what a sandbox
# leaves behind is seen, whatever else the machine does; and every check is made as root and as an ordinary user.

set -u
export LC_ALL=C

number=0 failures=0
out='' err='' status=0 who='' jobs_of_ours=''
ordinary=65533

# The test again in namespaces of its own, with a directory to work in that others can reach.
begin() {
    : "${SANDBOX_RUN:?names no program}" "${SANDBOX_SOURCE:?names no tree}"
    if [ "$EUID" -eq 0 ] && [ -z "${SANDBOX_TEST_ISOLATED:-}" ]; then
        unshare --mount --pid --ipc --uts --fork --mount-proc -- true || { echo "1..0 # SKIP root may make no namespaces here"; exit 0; }
        SANDBOX_TEST_ISOLATED=1 exec unshare --mount --pid --ipc --uts --fork --mount-proc --kill-child -- "$0" "$@"
    fi
    if [ "$EUID" -eq 0 ]; then
        mount -t tmpfs -o mode=755 tmpfs /run || exit 99
        mount -t tmpfs -o mode=755 tmpfs /var/lib || exit 99
    fi
    umask 022
    work=$(mktemp -d "${TMPDIR:-/tmp}/sandbox-test.XXXXXXXX") || exit 99
    chmod 755 "$work"
    # Under SELinux a sandbox uses only what is labelled for it.
    [ "${BED:-}" != selinux ] || chcon -t sbx_file_t "$work" || exit 99
    trap 'rm -rf "$work"' EXIT
    cp "$SANDBOX_RUN" "$work/sandbox-run"
    cp -r "$SANDBOX_SOURCE/units" "$work/units"
    PATH=$work:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
    mounts_before=$(</proc/self/mountinfo)
}

# Who the checks are made as. For each there is an own directory, "$box", with a home in it.
people() {
    if [ "$EUID" -eq 0 ]; then echo root user; else echo user; fi
}

# become PERSON: what follows is done as root or as the ordinary user, in a new directory of theirs.
become() {
    who=$1
    box=$work/$who
    rm -rf "$box"
    mkdir -p "$box/home"
    chmod 700 "$box/home"
    own "$box"
    cd "$box" || exit 99
}

# own PATH...: gives files to who the checks are made as.
own() {
    if [ "$EUID" -eq 0 ] && [ "$who" = user ]; then chown -R "$ordinary:$ordinary" "$@"; fi
}

# as_them COMMAND...: as who the checks are made as, with a small environment.
as_them() {
    local change=()
    if [ "$EUID" -eq 0 ] && [ "$who" = user ]; then
        change=(setpriv --reuid "$ordinary" --regid "$ordinary" --clear-groups)
    fi
    "${change[@]}" env -i PATH="$PATH" HOME="$box/home" LC_ALL=C "$@"
}

# try COMMAND...: runs it as them within a minute; leaves out, err and status. Standard input is "$input", or empty.
try() {
    as_them timeout --kill-after=5 60 "$@" <"${input:-/dev/null}" >"$work/out" 2>"$work/err"
    status=$?
    out=$(tr -d '\0' <"$work/out") err=$(tr -d '\0' <"$work/err")
}

# check SENTENCE COMMAND...: ok if the command succeeds. A failure shows what the last try left.
check() {
    local sentence=$1
    shift
    number=$((number + 1))
    if "$@"; then
        echo "ok $number - $sentence${who:+ ($who)}"
        return
    fi
    failures=$((failures + 1))
    echo "not ok $number - $sentence${who:+ ($who)}"
    {
        printf 'failed: %s\nstatus: %s\n' "$(printf '%q ' "$@")" "$status"
        printf 'out: %s\n' "${out:0:2000}"
        printf 'err: %s\n' "${err:0:2000}"
    } | sed 's/^/# /'
}

# skip SENTENCE REASON
skip() {
    number=$((number + 1))
    echo "ok $number - $1${who:+ ($who)} # SKIP $2"
}

finish() {
    echo "1..$number"
    [ "$failures" -eq 0 ]
    exit
}

# A PDF of one page with one line of text.
write_pdf() {
    perl -e '
        my $text = "BT /F1 24 Tf 72 720 Td (Hello from a page) Tj ET";
        my @objects = ("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " . length($text) . " >>\nstream\n$text\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        my ($pdf, @at) = "%PDF-1.4\n";
        for my $n (1 .. @objects) { push @at, length $pdf; $pdf .= "$n 0 obj\n$objects[$n - 1]\nendobj\n" }
        my $xref = length $pdf;
        $pdf .= "xref\n0 6\n0000000000 65535 f \n" . join("", map { sprintf "%010d 00000 n \n", $_ } @at);
        print $pdf, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n$xref\n%%EOF\n"'
}

is() { [ "$1" = "$2" ]; }
is_not() { [ "$1" != "$2" ]; }
below() { [ "$1" -lt "$2" ]; }
contains() { [[ $1 == *"$2"* ]]; }
lacks() { [[ $1 != *"$2"* ]]; }
matches() { [[ $1 =~ $2 ]]; }
not() { ! "$@"; }
one_line() { [ -n "$1" ] && [[ $1 != *$'\n'* ]]; }

# check_log TITLE WORDS...: a check of what only the kernel's log tells.
check_log() {
    if [ -r /dev/kmsg ]; then check "$@"; else skip "$1" "the kernel's log is not to be read here"; fi
}

# Why no sandbox of this process can have a control group, or nothing: the memory controller is on cgroup v2, which hands
# controllers on only from groups without processes, and ours has this one.
no_group_reason() {
    local path
    grep -q ' - cgroup .*[ ,]memory\(,\|$\)' /proc/self/mountinfo && return
    path=$(sed -n 's/^0:://p' /proc/self/cgroup)
    [ "$path" = / ] || echo "our own group of cgroup v2, $path, has processes, and so hands no controllers on"
}

# Processes of the test's own pid namespace beside this shell and its helpers. Looked at without starting any.
strangers() {
    local process pid
    for process in /proc/[0-9]*; do
        pid=${process#/proc/}
        [ "$pid" = "$BASHPID" ] || [ "$pid" = "$$" ] || [[ " $jobs_of_ours " == *" $pid "* ]] || return 0
    done
    return 1
}

# The leases that somebody holds, as /proc/locks has them.
held_leases() {
    local device inode place leases
    for leases in /run/sandbox/leases/*; do
        [ -e "$leases" ] || continue
        read -r device inode < <(stat -c '%d %i' "$leases")
        printf -v place ' %02x:%02x:%d ' $((device >> 8 & 0xfff)) $((device & 0xff | device >> 12 & ~0xff)) "$inode"
        grep -F "$place" /proc/locks
    done
}

# Whether no process, mount, lease or file of a sandbox is left. An ordinary caller sees the machine's processes beside its
# own, so only root looks at them.
nothing_left() {
    local leases files
    [ "$(</proc/self/mountinfo)" = "$mounts_before" ] || { err="mounts: $(</proc/self/mountinfo)"; return 1; }
    [ "$EUID" -eq 0 ] || return 0
    leases=$(held_leases)
    [ -z "$leases" ] || { err="leases: $leases"; return 1; }
    files=$(find /run/sandbox -type f ! -path '/run/sandbox/leases/*' 2>/dev/null)
    [ -z "$files" ] || { err="files: $files"; return 1; }
    # Who ends in our wake, such as a watcher, may be seen for a moment.
    for _ in {1..100}; do strangers || return 0; sleep 0.02; done
    err="processes: $(ps -eo pid,args)"
    return 1
}
