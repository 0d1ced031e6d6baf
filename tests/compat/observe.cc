// SPDX-License-Identifier: LGPL-2.1-or-later
/// Prints, one line each, what a process can see of itself: the payload of the compatibility suite.
///
///   observe [caller=LINKS] [target=LINKS] [shell=PID] [ANYTHING...]
///   observe hold[=HOSTNAME]      prints "ready" and waits to be killed
///   observe threads=N            the same, with N threads more
///
/// LINKS are the caller's or the target's namespace links "cgroup:[1],ipc:[2],...": a namespace is told as "caller's",
/// "target's" or "new", since numbers differ from run to run.

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <linux/capability.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace {

void say(const std::string& name, const std::string& value) {
    std::printf("%s: %s\n", name.c_str(), value.c_str());
}

std::string word(std::span<char*> args, std::string_view key) {
    for (std::string_view arg : args)
        if (arg.starts_with(key)) return std::string(arg.substr(key.size()));
    return {};
}

std::string error_text() {
    return std::string("(") + std::strerror(errno) + ")";
}

std::vector<std::string> lines_of(const std::string& path) {
    std::ifstream file(path);
    if (!file) return {error_text()};
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::string squeezed(const std::string& text) {
    std::istringstream words(text);
    std::string result;
    for (std::string one; words >> one;) result += (result.empty() ? "" : " ") + one;
    return result;
}

std::string link_of(const std::string& path) {
    char target[PATH_MAX];
    ssize_t size = ::readlink(path.c_str(), target, sizeof target);
    return size < 0 ? error_text() : std::string(target, static_cast<std::size_t>(size));
}

/// The number of one of our namespaces: by pidfd (Linux 6.11), since /proc may be another pid namespace's.
std::string namespace_link(const char* kind, const char* file, unsigned request) {
    int pidfd = static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0));
    int fd = pidfd < 0 ? -1 : ::ioctl(pidfd, _IO(0xFF, request), 0);
    if (pidfd >= 0) ::close(pidfd);
    if (fd < 0) return link_of(std::string("/proc/self/ns/") + file);
    struct stat status {};
    ::fstat(fd, &status);
    ::close(fd);
    return std::string(kind) + ":[" + std::to_string(status.st_ino) + "]";
}

bool has(const std::string& links, const std::string& link) {
    return ("," + links + ",").find("," + link + ",") != std::string::npos;
}

void namespaces(const std::string& caller, const std::string& target) {
    struct Kind {
        const char *kind, *file;
        unsigned request;
    };
    constexpr Kind kinds[] = {{"cgroup", "cgroup", 1}, {"ipc", "ipc", 2},   {"mnt", "mnt", 3},
                              {"net", "net", 4},       {"pid", "pid", 5},   {"pid", "pid_for_children", 6},
                              {"time", "time", 7},     {"time", "time_for_children", 8},
                              {"user", "user", 9},     {"uts", "uts", 10}};
    for (const Kind& kind : kinds) {
        std::string link = namespace_link(kind.kind, kind.file, kind.request);
        const char* whose = has(caller, link) ? "caller's" : has(target, link) ? "target's" : link[0] == '(' ? link.c_str() : "new";
        say(std::string("ns ") + kind.file, whose);
        if (std::string_view(kind.file) == "pid" && std::string_view(whose) == "new") say("pid", std::to_string(::getpid()));
    }
}

void identities() {
    uid_t uid[3];
    gid_t gid[3];
    ::getresuid(&uid[0], &uid[1], &uid[2]);
    ::getresgid(&gid[0], &gid[1], &gid[2]);
    for (int i = 0; i < 3; ++i) std::printf("id %d: %u %u\n", i, uid[i], gid[i]);
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(0, ::getgroups(0, nullptr))));
    int count = ::getgroups(static_cast<int>(groups.size()), groups.data());
    std::string text;
    for (int i = 0; i < count; ++i) text += std::to_string(groups[static_cast<std::size_t>(i)]) + " ";
    say("groups", text);
    for (const char* map : {"uid_map", "gid_map", "setgroups"})
        for (const std::string& line : lines_of(std::string("/proc/self/") + map)) say(map, squeezed(line));
}

void privileges() {
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    __user_cap_data_struct sets[2]{};
    ::syscall(SYS_capget, &header, sets);
    std::printf("caps: e=%x%08x p=%x%08x i=%x%08x\n", sets[1].effective, sets[0].effective, sets[1].permitted,
                sets[0].permitted, sets[1].inheritable, sets[0].inheritable);
    std::string ambient, bounding;
    for (unsigned long cap = 0; cap < 64; ++cap) {
        ambient += ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, cap, 0, 0) == 1 ? '1' : '0';
        bounding += ::prctl(PR_CAPBSET_READ, cap, 0, 0, 0) == 1 ? '1' : '0';
    }
    say("ambient", ambient);
    say("bounding", bounding);
    int death = 0;
    ::prctl(PR_GET_PDEATHSIG, &death);
    say("no_new_privs", std::to_string(::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)));
    say("securebits", std::to_string(::prctl(PR_GET_SECUREBITS)));
    say("dumpable", std::to_string(::prctl(PR_GET_DUMPABLE)));
    say("pdeathsig", std::to_string(death));
    say("nice", std::to_string(::getpriority(PRIO_PROCESS, 0)));
    mode_t mask = ::umask(0);
    say("umask", std::to_string(mask));
}

void signals() {
    sigset_t blocked;
    ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
    std::string ignored, held;
    for (int number = 1; number < NSIG; ++number) {
        struct sigaction action {};
        if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) ignored += std::to_string(number) + " ";
        if (sigismember(&blocked, number) == 1) held += std::to_string(number) + " ";
    }
    say("ignored", ignored);
    say("blocked", held);
}

void place(const std::string& shell) {
    say("parent", shell == std::to_string(::getppid()) ? "the shell" : ::getppid() == 0 ? "none" : "another");
    char cwd[PATH_MAX];
    say("cwd", ::getcwd(cwd, sizeof cwd) != nullptr ? cwd : error_text());
    say("root", link_of("/proc/self/root"));
    std::string marks;
    for (const char* mark : {"/mnt/bin/observe", "/bin/observe", "/mark/in-target", "/mnt/root/mark/in-target"})
        marks += ::access(mark, F_OK) == 0 ? std::string(mark) + " " : "";
    say("marks", marks);
    utsname names{};
    ::uname(&names);
    say("host", names.nodename);
    for (const std::string& line : lines_of("/proc/self/cgroup")) say("cgroup", line);
    for (const std::string& line : lines_of("/proc/self/timens_offsets")) say("time offset", squeezed(line));
}

void descriptors() {
    for (int fd = 0; fd < 256; ++fd) {
        int flags = ::fcntl(fd, F_GETFD);
        if (flags < 0) continue;
        struct stat status {};
        ::fstat(fd, &status);
        std::printf("fd %d: type %o flags %x\n", fd, status.st_mode & static_cast<unsigned>(S_IFMT), static_cast<unsigned>(flags));
    }
}

/// Mount point, root, options, propagation without its numbers, type, source, super options.
void mounts() {
    for (const std::string& line : lines_of("/proc/self/mountinfo")) {
        std::istringstream words(line);
        std::string id, parent, device, root, point, options, text;
        words >> id >> parent >> device >> root >> point >> options;
        bool is_namespace = root.find(":[") != std::string::npos;
        text = point + " " + (is_namespace ? root.substr(0, root.find('[')) : root) + " " + options;
        for (std::string one; words >> one;) text += " " + (one.find(':') == std::string::npos ? one : one.substr(0, one.find(':')));
        say("mount", text);
    }
}

void interfaces() {
    struct if_nameindex* list = ::if_nameindex();
    int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    for (auto* one = list; one != nullptr && one->if_index != 0; ++one) {
        ifreq request{};
        std::snprintf(request.ifr_name, sizeof request.ifr_name, "%s", one->if_name);
        ::ioctl(fd, SIOCGIFFLAGS, &request);
        say("interface", std::string(one->if_name) + ((request.ifr_flags & IFF_UP) != 0 ? " up" : " down"));
    }
    if (list != nullptr) ::if_freenameindex(list);
    ::close(fd);
}

[[noreturn]] void wait_for_ever() {
    for (;;) ::pause();
}

int hold(std::string_view name, int threads) {
    if (!name.empty()) (void)::sethostname(name.data(), name.size());
    for (; threads > 0; --threads) std::thread(wait_for_ever).detach();
    if (::write(STDOUT_FILENO, "ready\n", 6) != 6) return 1;
    wait_for_ever();
}

}  // namespace

extern char** environ;

int main(int argc, char** argv) {
    std::span<char*> args(argv, static_cast<std::size_t>(argc));
    if (argc > 1 && std::string_view(argv[1]).starts_with("hold")) return hold(word(args, "hold="), 0);
    if (auto threads = word(args, "threads="); !threads.empty()) return hold({}, std::stoi(threads));
    descriptors();
    say("argv0", argv[0]);
    for (std::string_view arg : args.subspan(1))
        if (!arg.starts_with("caller=") && !arg.starts_with("target=") && !arg.starts_with("shell=")) say("argument", std::string(arg));
    namespaces(word(args, "caller="), word(args, "target="));
    identities();
    privileges();
    signals();
    place(word(args, "shell="));
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
    std::sort(variables.begin(), variables.end());
    for (const std::string& variable : variables) say("environment", variable);
    interfaces();
    mounts();
    return 0;
}
