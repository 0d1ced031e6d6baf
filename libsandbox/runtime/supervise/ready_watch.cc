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

static bool says_ready(std::string_view text) {
    auto lines = split(text, '\n');
    return std::ranges::find(lines, "READY=1") != lines.end();
}

/// Also what means nothing to us is read, or who sends it would wait one day.
static void read_senders(int socket, int senders, int line) {
    // Whom a close keeps waiting does not see the line end.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    for (;;) {
        pollfd lines[] = {{line, POLLIN, 0}, {socket, POLLIN, 0}};
        if (::poll(lines, 2, -1) < 0 && errno != EINTR) return;
        if (lines[0].revents != 0) return;
        if (lines[1].revents == 0) continue;
        std::string text;
        auto sender = read_datagram(socket, text);
        // It waits until the supervisor has read those before.
        if (sender > 0 && says_ready(text) && ::write(senders, &sender, sizeof sender) < 0) return;
    }
}

ReadyWatch::ReadyWatch(int socket, bool passes_on) : passes_on_(passes_on) {
    if (socket < 0) return;
    auto pipe = make_pipe();
    if (!pipe) return;
    senders_ = std::move(pipe->from);
    auto said = std::move(pipe->to);
    auto reader = ReaderProcess::start({socket, said.get()}, [&](int line) { read_senders(socket, said.get(), line); });
    if (reader) reader_.emplace(*std::move(reader));
    else senders_.reset();
}

void ReadyWatch::serve(short events, const Child& init) {
    if (events == 0) return;
    pid_t sender = 0;
    ssize_t length = ::read(senders_.get(), &sender, sizeof sender);
    if (length == 0) senders_.reset();  // the process was killed
    if (length != sizeof sender || sender != init.pid() || !passes_on_) return;
    passes_on_ = false;
    notify_manager("READY=1\n");
}

}  // namespace sandbox
