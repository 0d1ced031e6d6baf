// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/ready_watch.hh"

#include "core/file.hh"
#include "core/text.hh"
#include "runtime/supervise/notify.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sandbox {

/// The sender by its number here, or -1; descriptors that came along are closed.
static pid_t read_datagram(int socket, std::string& text) {
    char bytes[4096];
    iovec room{bytes, sizeof bytes};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(ucred)) + CMSG_SPACE(64 * sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t count = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (count < 0) return -1;
    pid_t sender = 0;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET) continue;
        if (header->cmsg_type == SCM_CREDENTIALS) {
            ucred credentials;
            std::memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
            sender = credentials.pid;
        } else if (header->cmsg_type == SCM_RIGHTS) {
            for (std::size_t at = 0; CMSG_LEN(at + sizeof(int)) <= header->cmsg_len; at += sizeof(int)) {
                int fd;
                std::memcpy(&fd, CMSG_DATA(header) + at, sizeof fd);
                UniqueFd closed(fd);
            }
        }
    }
    text.assign(bytes, static_cast<std::size_t>(count));
    return sender;
}

/// What of it concerns us; nothing, if nothing does.
static std::optional<ReadyWatch::Saying> saying_of(pid_t sender, std::string_view text) {
    constexpr std::string_view kExtend = "EXTEND_TIMEOUT_USEC=";
    ReadyWatch::Saying saying{.sender = sender};
    for (std::string_view line : split(text, '\n')) {
        if (line == "READY=1") saying.is_ready = true;
        if (line.starts_with(kExtend)) saying.extension = parse_number(line.substr(kExtend.size())).value_or(0);
    }
    return saying.is_ready || saying.extension > 0 ? std::optional(saying) : std::nullopt;
}

/// Also what means nothing to us is read, or who sends it would wait one day.
static void read_sayings(int socket, int sayings, int line) {
    // Whom a close keeps waiting does not see the line end.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    for (;;) {
        pollfd lines[] = {{line, POLLIN, 0}, {socket, POLLIN, 0}};
        if (::poll(lines, 2, -1) < 0 && errno != EINTR) return;
        if (lines[0].revents != 0) return;
        if (lines[1].revents == 0) continue;
        std::string text;
        auto sender = read_datagram(socket, text);
        auto saying = sender > 0 ? saying_of(sender, text) : std::nullopt;
        // It waits until the supervisor has read those before.
        if (saying && ::write(sayings, &*saying, sizeof *saying) < 0) return;
    }
}

/// Whoever reads what is said at `socket` now, into the pipe.
static Result<ReaderProcess> start_reader(int socket, const UniqueFd& said) {
    return ReaderProcess::start({socket, said.get()}, [&](int line) { read_sayings(socket, said.get(), line); });
}

Result<ReadyWatch> ReadyWatch::start(int socket, bool passes_on) {
    ReadyWatch watch;
    if (socket < 0) return watch;
    auto pipe = make_pipe();
    auto reader = pipe ? start_reader(socket, pipe->to) : fail(std::move(pipe).error());
    if (!reader && passes_on) return fail(std::move(reader).error());
    if (!reader) return watch;
    watch.sayings_ = std::move(pipe->from);
    watch.reader_.emplace(*std::move(reader));
    watch.passes_on_ = passes_on;
    return watch;
}

void ReadyWatch::tell(const std::string& lines, Microseconds patience) {
    auto told = notify_manager(lines, patience);
    if (!told && notes_.empty()) notes_.push_back("Exec.NotifyReady: " + told.error().message());
}

void ReadyWatch::serve(short events, const Child& init) {
    if (events == 0) return;
    Saying saying;
    ssize_t length = ::read(sayings_.get(), &saying, sizeof saying);
    if (length == 0) sayings_.reset();  // the process was killed
    if (length == 0 && passes_on_) notes_.push_back("Exec.NotifyReady: the process that listens inside was killed: the service manager is not told that it is ready");
    if (length != sizeof saying || saying.sender != init.pid() || !passes_on_) return;
    // It may say so as often as it likes: only for being ready do we wait.
    if (saying.extension > 0) tell("EXTEND_TIMEOUT_USEC=" + std::to_string(saying.extension) + "\n", {});
    if (!saying.is_ready) return;
    passes_on_ = false;
    tell("READY=1\n", kManagerPatience);
}

}  // namespace sandbox
