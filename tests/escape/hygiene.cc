// SPDX-License-Identifier: LGPL-2.1-or-later
#include "probe.hh"

#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>

extern char** environ;

namespace probe {
namespace {

/// What the runner has put outside: an abstract socket, a port, a shared memory segment; told by the environment.
const char* outside(const char* name) {
    return std::getenv(name);
}

void reach_the_host() {
    if (const char* name = outside("ESCAPE_ABSTRACT")) {
        int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        std::strncpy(address.sun_path + 1, name, sizeof address.sun_path - 2);
        auto size = static_cast<socklen_t>(sizeof(sa_family_t) + 1 + std::strlen(name));
        check("I01", ::connect(fd, reinterpret_cast<sockaddr*>(&address), size) < 0, "abstract socket of the host");
    }
    if (const char* port = outside("ESCAPE_PORT")) {
        int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{.sin_family = AF_INET, .sin_port = htons(static_cast<unsigned short>(std::atoi(port))),
                            .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        check("I01", ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0, "loopback of the host");
    }
    if (const char* key = outside("ESCAPE_SHM"))
        check("I01", ::shmget(static_cast<key_t>(std::strtoul(key, nullptr, 0)), 0, 0) < 0, "System V memory of the host");
    for (const char* path : {"ESCAPE_CANARY", "ESCAPE_DEV_SHM"})
        if (const char* file = outside(path)) check("I01", ::access(file, F_OK) < 0, std::string("file of the host ") + file);
    for (const char* path : {"/tmp/.X11-unix/X0", "/run/dbus/system_bus_socket", "/run/systemd/private", "/var/run/docker.sock"})
        check("I01", ::access(path, F_OK) < 0, path);
    check("I01", ::socket(AF_INET, SOCK_STREAM, 0) >= 0, "sockets as such work");
}

void terminal() {
    int tty = ::open("/dev/tty", O_RDWR | O_NOCTTY);
    check("I03", tty < 0, "no controlling terminal of the caller's");
    check("I03", ::getpgid(0) != 0 && ::getsid(0) != 0, "session and process group are the sandbox's own");
    if (!::isatty(0)) return;
    char byte = 'x';
    for (unsigned long high : {0ul, 1ul << 32, 0xdeadul << 32}) {
        long result = call(SYS_ioctl, 0, TIOCSTI | high, &byte);
        check("I03", result == -EPERM, with("TIOCSTI", result));
        byte = 3;  // TIOCL_PASTESEL
        result = call(SYS_ioctl, 0, TIOCLINUX | high, &byte);
        check("I04", result == -EPERM, with("TIOCLINUX", result));
        int discipline = 2;
        result = call(SYS_ioctl, 0, TIOCSETD | high, &discipline);
        check("I03", result == -EPERM, with("TIOCSETD", result));
    }
    pid_t child = ::fork();
    if (child == 0) {
        ::setsid();
        ::_exit(::ioctl(0, TIOCSCTTY, 1) == 0 ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    check("I03", WIFEXITED(status) && WEXITSTATUS(status) == 0, "take the caller's terminal");
    int group = ::getpid();
    check("I03", ::ioctl(0, TIOCSPGRP, &group) < 0, "become the terminal's foreground");
}

void environment() {
    static const char* const kExpected[] = {"PATH=", "HOME=", "LANG=", "TERM=", "USER=", "LOGNAME=", "SHELL=", "ESCAPE_", "PWD="};
    for (char** entry = environ; *entry != nullptr; ++entry) {
        bool is_known = false;
        for (const char* known : kExpected) is_known = is_known || std::strncmp(*entry, known, std::strlen(known)) == 0;
        check("I06", is_known && std::strstr(*entry, "secret") == nullptr, std::string("variable ") + *entry);
    }
    const char* term = std::getenv("TERM");
    check("I06", term == nullptr || std::strpbrk(term, "\x1b\n/ ") == nullptr, "TERM is a plain name");
}

void standard_files() {
    for (int fd = 0; fd < 3; ++fd) {
        struct stat status {};
        if (::fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) continue;
        int mode = ::fcntl(fd, F_GETFL) & O_ACCMODE;
        check("I08", mode != O_RDWR, "descriptor " + std::to_string(fd) + " is open one way only");
        int again = ::open(("/proc/self/fd/" + std::to_string(fd)).c_str(), O_RDWR);
        check("I08", again < 0, "reopen descriptor " + std::to_string(fd) + " for reading and writing");
    }
}

void leftovers() {
    mode_t mask = ::umask(022);
    check("I09", mask == 022, "umask is " + std::to_string(mask));
    sigset_t blocked;
    ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
    for (int signal = 1; signal <= 64; ++signal) {
        struct sigaction action {};
        if (signal == SIGKILL || signal == SIGSTOP || ::sigaction(signal, nullptr, &action) < 0) continue;
        if (action.sa_handler == SIG_DFL && ::sigismember(&blocked, signal) != 1) continue;
        check("I09", false, "signal " + std::to_string(signal) + " is ignored or blocked");
    }
    check("I09", true, "signals");
    check("I09", ::getpriority(PRIO_PROCESS, 0) >= 0, "nice value");
    itimerval timer{};
    check("I09", ::getitimer(ITIMER_REAL, &timer) == 0 && timer.it_value.tv_sec == 0, "no timer of the caller's");
    rlimit core{};
    check("I09", ::getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0, "no core files");
}

void identity() {
    const char* host = outside("ESCAPE_HOSTNAME");
    utsname names{};
    ::uname(&names);
    check("I10", host == nullptr || std::strcmp(host, names.nodename) != 0, "host name");
    check("I10", std::string_view(names.domainname) == "(none)", "NIS domain name");
    for (const char* path : {"/etc/machine-id", "/var/lib/dbus/machine-id", "/sys/class/dmi/id/product_uuid"})
        check("I10", ::access(path, R_OK) < 0, path);
    char bytes[512] = {};
    int cmdline = ::open("/proc/cmdline", O_RDONLY);
    check("I10", cmdline < 0 || ::read(cmdline, bytes, sizeof bytes) <= 0, "kernel command line");
    int fd = ::open("/proc/self/cgroup", O_RDONLY);
    bool is_read = fd >= 0 && ::read(fd, bytes, sizeof bytes - 1) > 0;
    for (char* line = is_read ? ::strtok(bytes, "\n") : nullptr; line != nullptr; line = ::strtok(nullptr, "\n"))
        check("I10", std::string(line).ends_with(":/"), std::string("control group ") + line);
}

void ids() {
    unsigned inside = 0, on_host = 0, count = 0;
    std::FILE* map = std::fopen("/proc/self/uid_map", "re");
    if (map != nullptr && std::fscanf(map, "%u %u %u", &inside, &on_host, &count) == 3)
        check("K14", on_host != 0 && count == 1, "one id, " + std::to_string(on_host) + " on the host");
    gid_t groups[64];
    int number = ::getgroups(64, groups);
    for (int index = 0; index < number; ++index)
        check("K14", groups[index] == ::getgid() || groups[index] == 65534, "group " + std::to_string(groups[index]));
    for (const char* directory : {"/tmp", "/home/user"}) {
        struct stat status {};
        std::string path = std::string(directory) + "/setgid";
        check("K14", ::mkdir(path.c_str(), 02777) == 0 && ::stat(path.c_str(), &status) == 0 && status.st_gid == ::getgid(), path);
        ::rmdir(path.c_str());
    }
}

void forks() {
    std::vector<pid_t> children;
    for (int index = 0; index < 3000; ++index) {
        pid_t pid = ::fork();
        if (pid == 0) {
            ::pause();
            ::_exit(0);
        }
        if (pid < 0) break;
        children.push_back(pid);
    }
    check("L01", children.size() < 1000, std::to_string(children.size()) + " processes at once");
    for (pid_t pid : children) ::kill(pid, SIGKILL);
    while (::wait(nullptr) > 0 || errno == EINTR) {}
}

void disks() {
    for (const char* place : {"/tmp", "/run", "/home", "/dev/shm", "/dev", "/"}) {
        struct statvfs info {};
        if (::statvfs(place, &info) < 0) continue;
        bool is_limited = info.f_blocks * info.f_frsize <= (64u << 20) && info.f_files > 0 && info.f_files <= 65536;
        check("L03", is_limited, std::string(place) + " has a size and a number of files");
    }
    int fd = ::open("/tmp/full", O_RDWR | O_CREAT, 0600);
    check("L03", ::posix_fallocate(fd, 0, 65l << 20) == ENOSPC, "65 MiB in /tmp");
    ::unlink("/tmp/full");
}

/// A grandchild whose parent has ended, in a session of its own; the runner looks for it when the sandbox has ended.
void orphan() {
    pid_t pid = ::fork();
    if (pid == 0) {
        if (::fork() > 0) ::_exit(0);
        ::setsid();
        ::signal(SIGTERM, SIG_IGN), ::signal(SIGHUP, SIG_IGN);
        for (int fd = 0; fd < 3; ++fd) ::close(fd);
        for (;;) ::pause();
    }
    ::waitpid(pid, nullptr, 0);
    check("L07", ::getpid() != 1, "the payload is not PID 1");
    for (int index = 0; index < 20; ++index) {
        pid = ::fork();
        if (pid == 0) {
            if (::fork() == 0) ::_exit(0);  // ends as an orphan: PID 1 reaps it
            ::_exit(0);
        }
        ::waitpid(pid, nullptr, 0);
    }
}

}  // namespace

void hygiene(const char* id) {
    if (wants(id, "I01")) reach_the_host();
    if (wants(id, "I03") || wants(id, "I04")) terminal();
    if (wants(id, "I06")) environment();
    if (wants(id, "I08")) standard_files();
    if (wants(id, "I09")) leftovers();
    if (wants(id, "I10")) identity();
    if (wants(id, "K14")) ids();
    if (wants(id, "L03")) disks();
    if (wants(id, "L01")) forks();
    if (wants(id, "L07")) orphan();
}

}  // namespace probe
