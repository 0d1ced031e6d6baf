// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ready_watch.hh"

#include "core/text.hh"
#include "runtime/notify.hh"

#include <algorithm>
#include <cstring>
#include <sys/socket.h>
#include <utility>

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

void ReadyWatch::serve(short events, const Child& init) {
    if (events == 0) return;
    std::string text;
    auto sender = read_datagram(socket_, text);
    if (sender != init.pid() || !passes_on_) return;
    auto lines = split(text, '\n');
    if (std::ranges::find(lines, "READY=1") == lines.end()) return;
    passes_on_ = false;
    notify_manager("READY=1\n");
}

}  // namespace sandbox
