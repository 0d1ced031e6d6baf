// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The payload of the fault tests: says how it is confined, in lines that are the same for the same unit. The arguments
// are the namespaces of the caller, as /proc/self/ns shows them. With "stay" as the last it says nothing and stays for a
// while, so that somebody can see that it was left over.

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <fstream>
#include <sched.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <vector>

namespace {

std::vector<std::string> names_in(const char* directory) {
    std::vector<std::string> names;
    DIR* stream = ::opendir(directory);
    if (stream == nullptr) return {std::strerror(errno)};
    while (const dirent* entry = ::readdir(stream))
        if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    ::closedir(stream);
    std::ranges::sort(names);
    return names;
}

void status() {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        for (const char* name : {"Umask", "Uid", "Gid", "Groups", "NoNewPrivs", "Seccomp", "Cap", "Sig", "Shd"})
            if (line.starts_with(name)) std::printf("%s\n", line.c_str());
}

void namespaces(int count, char** outer) {
    for (const std::string& name : names_in("/proc/self/ns")) {
        char link[64] = {};
        if (::readlink(("/proc/self/ns/" + name).c_str(), link, sizeof link - 1) < 0) continue;
        bool is_outer = std::any_of(outer, outer + count, [&](const char* one) { return std::strcmp(one, link) == 0; });
        std::printf("namespace %s: %s\n", name.c_str(), is_outer ? "the caller's" : "its own");
    }
}

/// A leased id is another one every time.
void maps() {
    for (const char* path : {"/proc/self/uid_map", "/proc/self/gid_map"}) {
        std::ifstream file(path);
        for (unsigned long inside, outside, length; file >> inside >> outside >> length;)
            std::printf("%s %lu %s %lu\n", path, inside, outside >= 524288 ? "leased" : std::to_string(outside).c_str(), length);
    }
}

/// The owner of a file system that a leased id made.
void hide_lease(std::string& line, const char* option) {
    std::size_t at = line.find(option);
    if (at == line.npos) return;
    at += std::strlen(option);
    if (std::strtoul(line.c_str() + at, nullptr, 10) < 524288) return;
    line.replace(at, line.find_first_not_of("0123456789", at) - at, "leased");
}

/// Without what the kernel numbers.
void mounts() {
    std::ifstream file("/proc/self/mountinfo");
    for (std::string line; std::getline(file, line);) {
        for (int field = 0; field < 3; ++field) line.erase(0, line.find(' ') + 1);
        for (std::size_t at; (at = line.find("shared:")) != line.npos || (at = line.find("master:")) != line.npos;)
            line.replace(at, line.find(' ', at) - at, line[at] == 's' ? "is-shared" : "is-slave");
        hide_lease(line, "uid=");
        hide_lease(line, "gid=");
        std::printf("mount %s\n", line.c_str());
    }
}

void descriptors() {
    for (int fd = 0; fd < 4096; ++fd) {
        int flags = ::fcntl(fd, F_GETFL);
        if (flags < 0) continue;
        struct stat status {};
        ::fstat(fd, &status);
        std::printf("descriptor %d: type %o, access %d, to be closed %d\n", fd, status.st_mode & S_IFMT, flags & O_ACCMODE, ::fcntl(fd, F_GETFD));
    }
}

void process() {
    for (unsigned resource = 0; resource < RLIM_NLIMITS; ++resource) {
        rlimit limit{};
        ::getrlimit(static_cast<__rlimit_resource>(resource), &limit);
        std::printf("limit %u: %lu %lu\n", resource, limit.rlim_cur, limit.rlim_max);
    }
    int death_signal = -1;
    ::prctl(PR_GET_PDEATHSIG, &death_signal);
    utsname host{};
    ::uname(&host);
    char directory[4096];
    // Of who joins it is another every time.
    auto number = [](pid_t pid) { return pid > 2 && pid == ::getpid() ? std::string("its own") : std::to_string(pid); };
    std::printf("pid %s, parent %s, group %s, session %s\n", number(::getpid()).c_str(), number(::getppid()).c_str(), number(::getpgrp()).c_str(),
                number(::getsid(0)).c_str());
    std::printf("death signal %d, securebits %x, nice %d\n", death_signal, ::prctl(PR_GET_SECUREBITS), ::getpriority(PRIO_PROCESS, 0));
    std::printf("host name %s, directory %s\n", host.nodename, ::getcwd(directory, sizeof directory));
    std::string score;
    std::getline(std::ifstream("/proc/self/oom_score_adj"), score);
    std::printf("oom score %s\n", score.c_str());
    for (char** variable = environ; *variable != nullptr; ++variable) std::printf("variable %s\n", *variable);
}

void files() {
    for (const char* directory : {"/", "/dev", "/etc", "/home", "/root", "/tmp"})
        for (const std::string& name : names_in(directory)) std::printf("file %s/%s\n", directory, name.c_str());
    for (const std::string& name : names_in("/proc"))
        if (name[0] >= '0' && name[0] <= '9') std::printf("sees a process\n");
    for (const char* file : {"/proc/kcore", "/proc/keys", "/proc/kallsyms", "/proc/timer_list", "/proc/sysrq-trigger", "/dev/null"}) {
        int fd = ::open(file, O_RDONLY);
        char byte;
        std::printf("read %s: %s\n", file, fd < 0 ? std::strerror(errno) : ::read(fd, &byte, 1) == 1 ? "bytes" : "nothing");
        ::close(fd);
    }
    for (const char* file : {"/fault", "/usr/fault", "/etc/fault", "/dev/fault", "/proc/sys/kernel/core_pattern"}) {
        int fd = ::open(file, O_WRONLY | O_CREAT | O_EXCL, 0600);
        std::printf("make %s: %s\n", file, fd < 0 ? std::strerror(errno) : "done");
        if (fd >= 0) ::close(fd), ::unlink(file);
    }
}

void attempt(const char* what, long result) {
    std::printf("%s: %s\n", what, result < 0 ? std::strerror(errno) : "done");
}

void calls() {
    attempt("user namespace", ::unshare(CLONE_NEWUSER));
    attempt("mount namespace", ::unshare(CLONE_NEWNS));
    attempt("chroot", ::chroot("/tmp"));
    attempt("host name", ::sethostname("fault", 5));
    attempt("vsock", ::socket(AF_VSOCK, SOCK_STREAM, 0));
    attempt("packets", ::socket(AF_PACKET, SOCK_RAW, 0));
    attempt("bpf", ::syscall(SYS_bpf, 0, nullptr, 0));
    attempt("keys", ::syscall(SYS_keyctl, 0, -3, 0));
    attempt("setuid", ::syscall(SYS_setresuid, 0, 0, 0));
}

}  // namespace

int main(int argc, char** argv) {
    if (std::strcmp(argv[argc - 1], "stay") == 0) return ::sleep(4) != 0;
    status();
    namespaces(argc - 1, argv + 1);
    maps();
    mounts();
    descriptors();
    process();
    files();
    calls();
    return std::fflush(stdout);
}
