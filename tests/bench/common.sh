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

# What the sandboxes of the tables have of the host.
binds=(/usr /etc /opt /srv)
links=(bin lib lib64 sbin)

# A bundle for crun that does the same, but for the root: a prepared directory, read-only. For an ordinary
# user crun first tries newuidmap and newgidmap, two processes more; a user without a name makes them fail.
crun_bundle() { # FOLDER UID GID COMMAND...
    local folder=$1 uid=$2 gid=$3 names words
    shift 3
    words=$(printf '"%s",' "$@")
    mkdir -p "$folder/rootfs"/{proc,dev,tmp,usr,etc,opt,srv} "$folder/run"
    for one in "${links[@]}"; do ln -s "usr/$one" "$folder/rootfs/$one"; done
    names=$(sed -n 's|^// allow \(.*\)|"\1"|p' "$bench/filter.inc" | paste -sd,)
    cat >"$folder/config.json" <<END
{"ociVersion": "1.0.0",
 "process": {"user": {"uid": $uid, "gid": $gid}, "args": [${words%,}], "env": ["PATH=/usr/bin"], "cwd": "/",
  "noNewPrivileges": true,
  "capabilities": {"bounding": [], "effective": [], "permitted": [], "inheritable": [], "ambient": []}},
 "root": {"path": "rootfs", "readonly": true},
 "mounts": [
  $(for one in "${binds[@]}"; do echo "{\"destination\": \"$one\", \"source\": \"$one\", \"type\": \"bind\", \"options\": [\"rbind\", \"ro\", \"nosuid\", \"nodev\"]},"; done)
  {"destination": "/proc", "type": "proc", "source": "proc", "options": ["nosuid", "nodev", "noexec"]},
  {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "noexec", "mode=755"]},
  {"destination": "/tmp", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "nodev", "mode=1777"]}],
 "linux": {
  "uidMappings": [{"containerID": $uid, "hostID": $uid, "size": 1}],
  "gidMappings": [{"containerID": $gid, "hostID": $gid, "size": 1}],
  "namespaces": [{"type": "user"}, {"type": "mount"}, {"type": "pid"}, {"type": "ipc"}, {"type": "uts"}, {"type": "cgroup"}],
  "seccomp": {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{"names": [$names], "action": "SCMP_ACT_ALLOW"}]}}}
END
    chown -R "$uid:$gid" "$folder"
}
