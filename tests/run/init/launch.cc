// SPDX-License-Identifier: LGPL-2.1-or-later
#include "launch.hh"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace sandbox::init::test {
namespace {

constexpr int kPatience = 10'000;  // milliseconds: nothing here takes so long
constexpr int kFirstPrivate = 20;  // descriptors that are none of those that the payload gets
constexpr int kExtraNumbers[] = {7, 900};  // below and above those

Descriptor init_image() {
    std::ifstream file(init_file(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(bytes.empty());
    Descriptor made(::memfd_create("sandbox-init", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    Descriptor image(::fcntl(made.get(), F_DUPFD_CLOEXEC, kFirstPrivate));
    REQUIRE(::write(image.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    REQUIRE(::fcntl(image.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0);
    return image;
}

/// A user that is not the host's root, as the sandbox's never is: ours, or nobody.
class AsUser {
public:
    AsUser() {
        if (::geteuid() == 0) REQUIRE((::setegid(kNobody) == 0 && ::seteuid(kNobody) == 0));
    }
    ~AsUser() {
        if (::getuid() == 0) REQUIRE((::seteuid(0) == 0 && ::setegid(::getgid()) == 0));
        ::prctl(PR_SET_DUMPABLE, 1);
    }

private:
    static constexpr uid_t kNobody = 65534;
};

/// In the child: a step of what a launcher does.
void need(bool done, int number) {
    if (!done) ::_exit(number);
}

bool write_file(const char* path, const std::string& text) {
    Descriptor file(::open(path, O_WRONLY | O_CLOEXEC));
    return ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

void install(const Fault& fault) {
    constexpr auto never = ~0u;
    auto first = fault.first_argument.value_or(never), second = fault.second_argument.value_or(never);
    auto any_first = static_cast<__u8>(fault.first_argument ? 0 : 1);
    auto any_second = static_cast<__u8>(fault.second_argument ? 0 : 1);
    sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(fault.number), 0, 5),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, first, 0, static_cast<__u8>(any_first ? 0 : 3)),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[1])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, second, 0, static_cast<__u8>(any_second ? 0 : 1)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<unsigned>(fault.error)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    sock_fprog program{.len = std::size(code), .filter = code};
    need(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, 80);
    need(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, 81);
}

void take_input_and_output(const Launch& launch) {
    int null = ::open("/dev/null", O_RDWR);
    need(::dup2(launch.input < 0 ? null : launch.input, 0) == 0, 82);
    need(::dup2(launch.output < 0 ? null : launch.output, 1) == 1, 82);
    need(::dup2(null, 2) == 2, 82);
    // Whatever the tests were started with.
    for (int number = 3; number < 1024; ++number) ::fcntl(number, F_SETFD, FD_CLOEXEC);
    for (int number : kExtraNumbers)
        if (launch.extra >= 0) need(::dup2(launch.extra, number) == number && ::fcntl(number, F_SETFD, 0) == 0, 82);
}

/// As the launcher leaves it, whatever who runs the tests ignores.
void set_signal_state(bool bad) {
    for (int signal = 1; signal <= SIGRTMAX; ++signal) ::signal(signal, SIG_DFL);
    sigset_t mask;
    bad ? ::sigfillset(&mask) : ::sigemptyset(&mask);
    ::sigprocmask(SIG_SETMASK, &mask, nullptr);
    if (bad) ::signal(SIGCHLD, SIG_IGN);
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
    std::vector<char*> result;
    for (const std::string& each : strings) result.push_back(const_cast<char*>(each.c_str()));
    result.push_back(nullptr);
    return result;
}

[[noreturn]] void become_init(const Launch& launch, int image, int line, uid_t user, gid_t group) {
    need(::prctl(PR_SET_DUMPABLE, 1) == 0, 83);  // or its own maps would be root's
    need(write_file("/proc/self/setgroups", "deny"), 84);
    need(write_file("/proc/self/uid_map", "1000 " + std::to_string(user) + " 1"), 85);
    need(write_file("/proc/self/gid_map", "1000 " + std::to_string(group) + " 1"), 86);
    need(::setresgid(1000, 1000, 1000) == 0 && ::setresuid(1000, 1000, 1000) == 0, 86);
    need(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, 87);
    if (launch.own_proc) need(::mount("proc", "/proc", "proc", 0, nullptr) == 0, 88);

    const rlimit no_core{};
    ::setrlimit(RLIMIT_CORE, &no_core);
    take_input_and_output(launch);
    need(::chdir(launch.directory.c_str()) == 0, 89);
    need(::fcntl(line, F_SETFD, 0) == 0, 90);
    std::string text = launch.text.value_or("%");
    if (auto mark = text.find('%'); mark != text.npos) {
        char printed[kOptionsSize];
        Options options = launch.options;
        options.life_line = line;
        text.replace(mark, 1, print_options(options, printed));
    }
    std::vector<std::string> arguments{"sandbox-init", text};
    arguments.insert(arguments.end(), launch.command.begin(), launch.command.end());

    if (launch.leads_session) need(::setsid() == 1, 92);
    set_signal_state(launch.bad_signal_state);
    if (launch.fault) install(*launch.fault);
    ::syscall(SYS_execveat, image, "", pointers(arguments).data(), pointers(launch.environment).data(), AT_EMPTY_PATH);
    ::_exit(91);
}

}  // namespace

void wait_readable(int descriptor) {
    pollfd line{.fd = descriptor, .events = POLLIN, .revents = 0};
    REQUIRE_MESSAGE(::poll(&line, 1, kPatience) == 1, "waited in vain");
}

int Descriptor::release() {
    int number = number_;
    number_ = -1;
    return number;
}

void Descriptor::close() {
    if (number_ >= 0) ::close(release());
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    close();
    number_ = other.release();
    return *this;
}

Pipe make_pipe() {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Sandbox::Sandbox(const Launch& launch) {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0);
    line_ = Descriptor(ends[0]);
    Descriptor outer(ends[1]);
    Descriptor inner(::fcntl(outer.get(), F_DUPFD_CLOEXEC, kFirstPrivate));
    outer.close();
    Descriptor image = init_image();
    if (launch.line_ended) line_.close();

    AsUser as_user;
    uid_t user = ::geteuid();
    gid_t group = ::getegid();
    unsigned long flags = CLONE_NEWUSER | CLONE_NEWNS | (launch.new_pid_namespace ? CLONE_NEWPID : 0) | SIGCHLD;
    pid_ = static_cast<pid_t>(::syscall(SYS_clone, flags, nullptr, nullptr, nullptr, nullptr));
    if (pid_ == 0) become_init(launch, image.get(), inner.get(), user, group);
    REQUIRE_MESSAGE(pid_ > 0, "clone: user namespaces are needed");
}

Sandbox::~Sandbox() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

void Sandbox::signal(int number) const { REQUIRE(::kill(pid_, number) == 0); }

std::optional<Message> Sandbox::next() const {
    wait_readable(line_.get());
    Message message{};
    ssize_t size = ::recv(line_.get(), &message, sizeof message, MSG_TRUNC);
    if (size == 0) return {};
    REQUIRE(size == sizeof message);
    return message;
}

Message Sandbox::expect(MessageKind kind) const {
    auto message = next();
    REQUIRE(message);
    INFO("step ", static_cast<unsigned>(message->step), " error ", message->error, " status ", message->status);
    REQUIRE(message->kind == kind);
    return *message;
}

int Sandbox::wait() {
    Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
    wait_readable(process.get());
    int status = 0;
    REQUIRE(::waitpid(pid_, &status, 0) == pid_);
    pid_ = -1;
    return status;
}

std::string read_all(int descriptor) {
    std::string all;
    char part[4096];
    for (;;) {
        wait_readable(descriptor);
        ssize_t size = ::read(descriptor, part, sizeof part);
        REQUIRE(size >= 0);
        if (size == 0) return all;
        all.append(part, static_cast<std::size_t>(size));
    }
}

std::string read_line(int descriptor) {
    std::string line;
    for (char next = 0;;) {
        wait_readable(descriptor);
        if (::read(descriptor, &next, 1) != 1 || next == '\n') return line;
        line += next;
    }
}

int run(const Launch& launch) {
    Sandbox sandbox(launch);
    auto message = sandbox.next();
    while (message && message->kind == MessageKind::exec_failed) message = sandbox.next();
    REQUIRE(message);
    REQUIRE(message->kind == MessageKind::ended);
    CHECK_FALSE(sandbox.next());
    CHECK(sandbox.wait() == 0);
    return message->status;
}

std::string output_of(Launch launch) {
    Pipe output = make_pipe();
    launch.output = output.write.get();
    Sandbox sandbox(launch);
    output.write.close();
    std::string all = read_all(output.read.get());
    sandbox.expect(MessageKind::ended);
    return all;
}

std::vector<std::string> payload_command(const std::string& name) {
    char path[4096];
    ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
    REQUIRE(size > 0);
    return {std::string(path, static_cast<std::size_t>(size)), "payload", name};
}

std::string init_file() {
    const char* file = std::getenv("SANDBOX_INIT");
    REQUIRE_MESSAGE(file != nullptr, "SANDBOX_INIT names the built init");
    return file;
}

}  // namespace sandbox::init::test
