// SPDX-License-Identifier: LGPL-2.1-or-later
#include "probe.hh"

#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace probe {
namespace {

std::vector<std::string> names_in(const std::string& directory) {
    std::vector<std::string> names;
    DIR* stream = ::opendir(directory.c_str());
    if (stream == nullptr) return names;
    while (const dirent* entry = ::readdir(stream))
        if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    ::closedir(stream);
    return names;
}

void descriptors() {
    for (int fd = 3; fd < 5000; ++fd)
        if (::fcntl(fd, F_GETFD) >= 0) check("S04", false, "descriptor " + std::to_string(fd) + " is open");
    for (int fd = 0; fd < 3; ++fd) {
        struct stat status {};
        check("S02", ::fstat(fd, &status) == 0, "descriptor " + std::to_string(fd) + " is there");
        check("S02", !S_ISDIR(status.st_mode), "descriptor " + std::to_string(fd) + " is no directory");
        check("S02", ::openat(fd, "../../..", O_RDONLY) < 0, "leave by descriptor " + std::to_string(fd));
    }
    check("S04", true, "descriptors 3 to 4999");
}

void working_directory() {
    char path[4096];
    check("S02", ::getcwd(path, sizeof path) != nullptr && path[0] == '/', "the working directory is inside");
    int up = ::open("../../../../../../..", O_PATH);
    struct stat root {}, reached {};
    check("S02", ::stat("/", &root) == 0 && ::fstat(up, &reached) == 0 && root.st_ino == reached.st_ino && root.st_dev == reached.st_dev,
          "above the root is the root");
}

/// Every other process: its program, memory, environment and descriptors.
void other_processes() {
    auto self = std::to_string(::getpid());
    std::vector<std::string> pids;
    for (const std::string& name : names_in("/proc"))
        if (name[0] >= '0' && name[0] <= '9' && name != self) pids.push_back(name);
    check("I10", pids.empty(), std::to_string(pids.size()) + " other processes are visible");
    if (self != "1") pids.emplace_back("1");
    for (const std::string& pid : pids) {
        std::string process = "/proc/" + pid;
        for (const char* file : {"/mem", "/environ", "/maps", "/auxv", "/stack", "/syscall"}) {
            int fd = ::open((process + file).c_str(), O_RDONLY);
            char bytes[4096];
            long count = fd < 0 ? -errno : ::read(fd, bytes, sizeof bytes);
            check("S05", count <= 0, with(process + file, count));
        }
        check("S05", ::open((process + "/mem").c_str(), O_RDWR) < 0, process + "/mem for writing");
        check("S05", names_in(process + "/fd").empty(), process + "/fd");
        check("S01", ::open((process + "/exe").c_str(), O_WRONLY) < 0, process + "/exe for writing");
        check("M11", ::open((process + "/root").c_str(), O_PATH) < 0, process + "/root");
        check("M11", ::open((process + "/cwd").c_str(), O_PATH) < 0, process + "/cwd");
    }
}

void undo_mounts() {
    const char* const places[] = {"/", "/usr", "/proc", "/proc/sys", "/proc/kallsyms", "/proc/irq", "/proc/keys", "/dev", "/dev/null", "/etc/ld.so.cache"};
    for (const char* place : places) {
        std::string name(place);
        check("M06", ::umount2(place, MNT_DETACH) < 0, "umount " + name);
        check("M06", ::mount(nullptr, place, nullptr, MS_REMOUNT | MS_BIND, nullptr) < 0, "remount read-write " + name);
        check("M06", ::mount(nullptr, place, nullptr, MS_REMOUNT, nullptr) < 0, "remount the file system of " + name);
    }
    for (const char* place : {"/proc/kallsyms", "/proc/keys"}) {
        check("M06", ::mount("/proc", "/tmp", nullptr, MS_BIND, nullptr) < 0, "bind /proc elsewhere, without what covers it");
        check("M06", ::mount(place, "/tmp", nullptr, MS_MOVE, nullptr) < 0, std::string("move ") + place);
    }
    check("M06", ::mount("none", "/tmp", "proc", 0, nullptr) < 0, "another proc");
    check("M06", ::mount("none", "/tmp", "sysfs", 0, nullptr) < 0, "sysfs");
    for (const char* path : {"/escape", "/usr/escape", "/etc/escape", "/proc/sys/escape", "/dev/escape", "/var/escape"})
        check("M06", ::open(path, O_WRONLY | O_CREAT, 0600) < 0, std::string("write to ") + path);
    check("M06", ::open("/usr/bin/env", O_WRONLY) < 0, "write to /usr/bin/env");
}

void cgroups() {
    for (const char* directory : {"/sys/fs/cgroup", "/sys/fs/cgroup/memory", "/cgroup"})
        for (const std::string& name : names_in(directory))
            check("M09", ::open((std::string(directory) + "/" + name).c_str(), O_WRONLY) < 0, directory + ("/" + name));
    ::mkdir("/tmp/cgroup", 0700);
    check("M10", ::mount("none", "/tmp/cgroup", "cgroup", 0, "rdma") < 0, "mount a v1 hierarchy");
    check("M10", ::mount("none", "/tmp/cgroup", "cgroup2", 0, nullptr) < 0, "mount the v2 hierarchy");
    check("M09", true, "no writable group");
}

void leave_the_root() {
    struct {
        unsigned bytes, type;
        unsigned char handle[128];
    } handle{8, 1, {2}};
    long result = call(SYS_open_by_handle_at, AT_FDCWD, &handle, O_RDONLY);
    check("M11", is_one_of(result, {EPERM, ENOSYS}), with("open_by_handle_at", result));
    int mount_id = 0;
    result = call(SYS_name_to_handle_at, AT_FDCWD, "/", &handle, &mount_id, 0);
    check("M11", is_one_of(result, {EPERM, ENOSYS}), with("name_to_handle_at", result));
    check("M11", call(SYS_chroot, "/tmp") == -EPERM, "chroot");
    check("M11", call(SYS_pivot_root, "/", "/tmp") == -EPERM, "pivot_root");
}

void nodes() {
    static const char* const kKnown[] = {"null", "zero", "full", "random", "urandom", "tty", "fd", "stdin", "stdout", "stderr",
                                         "ptmx", "pts", "shm"};
    for (const std::string& name : names_in("/dev"))
        check("K15", std::ranges::any_of(kKnown, [&](const char* known) { return name == known; }), "/dev/" + name);
    for (const std::string& name : names_in("/dev/pts")) check("K15", name == "ptmx", "the host's terminal " + name);
    for (const char* path : {"/proc/kcore", "/proc/keys", "/proc/kallsyms", "/proc/timer_list", "/proc/interrupts"}) {
        struct stat status {};
        if (::stat(path, &status) < 0) continue;
        check("M03", S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3), std::string(path) + " is covered by null");
    }
}

void propagation() {
    std::FILE* mounts = std::fopen("/proc/self/mountinfo", "re");
    char line[4096];
    while (mounts != nullptr && std::fgets(line, sizeof line, mounts) != nullptr)
        check("M07", std::strstr(line, " shared:") == nullptr && std::strstr(line, " master:") == nullptr, "a mount of its own");
    if (mounts != nullptr) std::fclose(mounts);
}

}  // namespace

void files(const char* id) {
    if (wants(id, "S02") || wants(id, "S04")) descriptors();
    if (wants(id, "S02")) working_directory();
    if (wants(id, "S05") || wants(id, "S01")) other_processes();
    if (wants(id, "M06")) undo_mounts();
    if (wants(id, "M07")) propagation();
    if (wants(id, "M09") || wants(id, "M10")) cgroups();
    if (wants(id, "M11")) leave_the_root();
    if (wants(id, "M03") || wants(id, "K15")) nodes();
}

}  // namespace probe
