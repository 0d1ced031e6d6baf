// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/socket_owner.hh"

#include "core/fd.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <string>
#include <sys/socket.h>

namespace sandbox {
namespace {

UniqueFd ask_for_all() {
    struct {
        nlmsghdr header;
        unix_diag_req wanted;
    } request{};
    request.header = {.nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
                      .nlmsg_seq = 0, .nlmsg_pid = 0};
    request.wanted.sdiag_family = AF_UNIX;
    request.wanted.udiag_states = ~0u;
    request.wanted.udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_UID;
    UniqueFd line(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (line && ::send(line.get(), &request, sizeof request, 0) < 0) line.reset();
    return line;
}

/// What one message tells of a socket of that name.
std::optional<uid_t> owner_in(const nlmsghdr* message, std::string_view name) {
    std::string_view attributes(static_cast<const char*>(NLMSG_DATA(message)), NLMSG_PAYLOAD(message, 0));
    attributes.remove_prefix(std::min<std::size_t>(NLMSG_ALIGN(sizeof(unix_diag_msg)), attributes.size()));
    std::optional<uid_t> owner;
    bool is_named_so = false;
    while (attributes.size() >= sizeof(nlattr)) {
        nlattr head{};
        std::memcpy(&head, attributes.data(), sizeof head);
        if (head.nla_len < sizeof head) break;
        auto data = attributes.substr(sizeof head, head.nla_len - sizeof head);
        if (head.nla_type == UNIX_DIAG_NAME) is_named_so = data == name;
        if (head.nla_type == UNIX_DIAG_UID && data.size() == sizeof(uid_t)) std::memcpy(&owner.emplace(), data.data(), data.size());
        attributes.remove_prefix(std::min<std::size_t>(NLA_ALIGN(head.nla_len), attributes.size()));
    }
    return is_named_so ? owner : std::nullopt;
}

}  // namespace

std::optional<uid_t> owner_of_socket(std::string_view name) {
    auto whole = std::string(1, '\0') + std::string(name);
    auto line = ask_for_all();
    alignas(nlmsghdr) char answer[32768];
    while (line) {
        ssize_t length = ::recv(line.get(), answer, sizeof answer, 0);
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) return std::nullopt;
        auto left = static_cast<unsigned>(length);
        for (auto* message = reinterpret_cast<const nlmsghdr*>(answer); NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_type != SOCK_DIAG_BY_FAMILY) return std::nullopt;  // the end, or an error
            if (auto owner = owner_in(message, whole)) return owner;
        }
    }
    return std::nullopt;
}

}  // namespace sandbox
