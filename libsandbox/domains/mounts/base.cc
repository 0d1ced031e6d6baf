// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/base.hh"

#include "core/path.hh"

#include <algorithm>
#include <span>

namespace sandbox::mounts {
namespace {

constexpr MountFlags kReadOnly{.read_only = true};
constexpr MountFlags kReadOnlyData{.read_only = true, .noexec = true};
constexpr Bytes kMiB64{64u << 20};
constexpr Bytes kMiB16{16u << 20};

using Kind = Place::Kind;

void host_usr(const Spec& spec, const std::vector<std::string>& links, std::vector<Place>& out) {
    Reason reason{"Files.Base", spec.base.origin};
    out.push_back({.kind = Kind::bind, .target = "/usr", .source = "/usr", .flags = kReadOnly, .yields = true, .reason = reason});
    for (const std::string& link : links) {
        auto equals = link.find('=');
        std::string name = "/" + link.substr(0, equals);
        if (equals == link.npos)
            out.push_back({.kind = Kind::bind, .target = name, .source = name, .flags = kReadOnly, .yields = true, .reason = reason});
        else
            out.push_back({.kind = Kind::symlink, .target = name, .source = link.substr(equals + 1), .yields = true, .reason = reason});
    }
    for (const char* path : {"/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"})
        out.push_back({.kind = Kind::bind, .target = path, .source = path, .flags = kReadOnlyData, .recursive = false,
                       .optional = true, .yields = true, .reason = reason});
    out.push_back({.kind = Kind::file, .target = "/etc/nsswitch.conf", .source = "passwd: files\ngroup: files\nhosts: files dns\n",
                   .mode = 0644, .yields = true, .reason = reason});
    out.push_back({.kind = Kind::symlink, .target = "/var/tmp", .source = "../tmp", .yields = true, .reason = reason});
}

void device(const char* name, std::vector<Place>& out) {
    std::string path = std::string("/dev/") + name;
    out.push_back({.kind = Kind::bind, .target = path, .source = path, .flags = {.nodev = false, .noexec = true},
                   .recursive = false, .yields = true, .reason = {"Files.Base", {}}});
}

void link(const char* target, const char* source, std::vector<Place>& out) {
    out.push_back({.kind = Kind::symlink, .target = target, .source = source, .yields = true, .reason = {"Files.Base", {}}});
}

void temporary(const char* target, Bytes size, unsigned mode, Reason reason, std::vector<Place>& out) {
    out.push_back({.kind = Kind::tmpfs, .target = target, .size = size, .inodes = 65536, .mode = mode,
                   .yields = true, .reason = std::move(reason)});
}

}  // namespace

void device_places(bool on_sealed_root, bool is_booted, std::vector<Place>& out) {
    if (on_sealed_root) {
        out.push_back({.kind = Kind::directory, .target = "/dev", .yields = true, .reason = {"Files.Base", {}}});
    } else {
        out.push_back({.kind = Kind::tmpfs, .target = "/dev", .flags = {.noexec = true}, .size = Bytes{65536}, .inodes = 64,
                       .yields = true, .reason = {"Files.Base", {}}});
        if (!is_booted) out.push_back({.kind = Kind::seal, .target = "/dev", .yields = true, .reason = {"Files.Base", {}}});
    }
    for (const char* name : {"null", "zero", "full", "random", "urandom", "tty"}) device(name, out);
    // By which ttyname(3) finds a terminal that is in the host's /dev/pts.
    out.push_back({.kind = Kind::console, .target = "/dev/console", .flags = {.nodev = false, .noexec = true},
                   .yields = true, .reason = {"Files.Base", {}}});
    link("/dev/fd", "/proc/self/fd", out);
    link("/dev/stdin", "/proc/self/fd/0", out);
    link("/dev/stdout", "/proc/self/fd/1", out);
    link("/dev/stderr", "/proc/self/fd/2", out);
    link("/dev/ptmx", "pts/ptmx", out);
    out.push_back({.kind = Kind::devpts, .target = "/dev/pts", .flags = {.nodev = false, .noexec = true},
                   .yields = true, .reason = {"Files.Base", {}}});
    temporary("/dev/shm", kMiB64, 01777, {"Files.Base", {}}, out);
}

/// A tree of the host's may have its own mounted there.
static void hide_kernels(const Spec& spec, const char* target, Reason reason, std::vector<Place>& out) {
    if (spec.root_directory->empty() && *spec.base != Base::host) return;
    out.push_back({.kind = Kind::mask, .target = target, .optional = true, .yields = true, .reason = std::move(reason)});
}

void sys_places(const Spec& spec, std::vector<Place>& out) {
    Reason reason{"Files.Sys", spec.sys.origin};
    if (*spec.sys == Sys::none) return hide_kernels(spec, "/sys", reason, out);
    out.push_back({.kind = Kind::bind, .target = "/sys", .source = "/sys", .flags = {.read_only = true, .noexec = true}, .reason = reason});
}

void proc_places(const Spec& spec, const Surroundings& around, std::vector<Place>& out) {
    Reason reason{"Files.Proc", spec.proc.origin};
    if (*spec.proc == Proc::none) return hide_kernels(spec, "/proc", reason, out);
    bool only_processes = *spec.proc == Proc::pid;
    out.push_back({.kind = Kind::proc, .target = "/proc",
                   .source = only_processes ? "hidepid=invisible,subset=pid" : around.is_booted ? "" : "hidepid=invisible",
                   .flags = {.noexec = true}, .yields = true, .reason = reason});
    if (only_processes) return;
    auto mask = [&](std::string name) {
        out.push_back({.kind = Kind::mask, .target = "/proc/" + name, .optional = true, .yields = true, .reason = reason});
    };
    for (const char* name : {"cmdline", "interrupts", "keys", "kcore", "kallsyms", "timer_list", "timer_stats", "sysrq-trigger",
                             "latency_stats", "sched_debug", "kmsg", "acpi", "asound", "scsi", "bus", "fs", "irq"})
        mask(name);
    if (around.may_be_host_root)
        for (const char* name : {"slabinfo", "vmallocinfo", "pagetypeinfo", "kpagecount", "kpageflags", "kpagecgroup"}) mask(name);
    out.push_back({.kind = Kind::read_only, .target = "/proc/sys", .yields = true, .reason = reason});
}

void temporary_places(const Spec& spec, const std::string& home, bool is_booted, std::vector<Place>& out) {
    temporary("/tmp", kMiB64, 01777, {"Files.TemporaryFileSystem", {}}, out);
    temporary("/run", kMiB16, 0755, {"Files.TemporaryFileSystem", {}}, out);
    if (is_booted && *spec.home == Home::none) return;
    Reason reason{"Files.Home", spec.home.origin};
    temporary("/home", kMiB64, 0755, reason, out);
    if (*spec.home == Home::none) return;
    // A service's home is a part of the root, such as /usr/sbin: it stays what it is.
    if (home == "/root") temporary(home.c_str(), kMiB64, 0700, reason, out);
    else if (is_below(home, "/home") && home != "/home") out.push_back({.kind = Kind::directory, .target = home, .mode = 0700, .yields = true, .reason = reason});
}

/// Whether another place hides it already, and has something of ours in its stead.
static bool is_hidden(std::string_view home, std::span<const char* const> hidden) {
    for (const char* path : {"/home", "/tmp", "/run"})
        if (is_below(home, path)) return true;
    return std::ranges::any_of(hidden, [&](const char* path) { return is_below(home, path); });
}

void base_places(const Spec& spec, const std::vector<std::string>& usr_links, const std::vector<std::string>& homes,
                 std::vector<Place>& out) {
    if (spec.root_directory->empty() && *spec.base == Base::usr) host_usr(spec, usr_links, out);
    if (!spec.root_directory->empty() || *spec.base != Base::host) return;
    // The host's tree shows everybody's home: hidden, whichever exist.
    static constexpr const char* kHidden[] = {"/root", "/var/tmp", "/mnt", "/media", "/srv"};
    auto hide = [&](const std::string& path) {
        out.push_back({.kind = Kind::mask, .target = path, .optional = true, .yields = true, .reason = {"Files.Base", spec.base.origin}});
    };
    for (const char* path : kHidden) hide(path);
    for (const std::string& home : homes)
        if (!is_hidden(home, kHidden)) hide(home);
}

}  // namespace sandbox::mounts
