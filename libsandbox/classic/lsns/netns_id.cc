// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/cells.hh"

#include <cstring>
#include <span>

#include <fcntl.h>
#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

namespace sandbox::lsns {
namespace {

/// RTM_GETNSID with one attribute, rtnetlink(7).
struct Request {
    nlmsghdr header{.nlmsg_len = sizeof(Request), .nlmsg_type = RTM_GETNSID, .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = 1, .nlmsg_pid = 0};
    rtgenmsg family{.rtgen_family = AF_UNSPEC};
    char padding[3]{};
    rtattr attribute{.rta_len = sizeof(rtattr) + sizeof(int), .rta_type = NETNSA_FD};
    int fd = -1;
};
static_assert(sizeof(Request) == NLMSG_SPACE(sizeof(rtgenmsg)) + RTA_SPACE(sizeof(int)));

/// The id in the answer; none if it is an error or has none.
std::optional<int> id_in(std::span<const char> answer) {
    nlmsghdr header{};
    if (answer.size() < sizeof header) return std::nullopt;
    std::memcpy(&header, answer.data(), sizeof header);
    if (header.nlmsg_type != RTM_NEWNSID || header.nlmsg_len > answer.size()) return std::nullopt;
    std::size_t at = NLMSG_SPACE(sizeof(rtgenmsg));
    while (at + sizeof(rtattr) <= header.nlmsg_len) {
        rtattr attribute{};
        std::memcpy(&attribute, answer.data() + at, sizeof attribute);
        if (attribute.rta_len < sizeof attribute || at + attribute.rta_len > header.nlmsg_len) break;
        int id = 0;
        if (attribute.rta_type == NETNSA_NSID && attribute.rta_len >= sizeof attribute + sizeof id) {
            std::memcpy(&id, answer.data() + at + sizeof attribute, sizeof id);
            return id;
        }
        at += RTA_ALIGN(attribute.rta_len);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> NetnsIds::find(const std::string& path) {
    UniqueFd netns(path.empty() ? -1 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!socket_) socket_.reset(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
    if (!netns || !socket_) return std::nullopt;

    Request request;
    request.fd = netns.get();
    char answer[1024];
    if (::send(socket_.get(), &request, sizeof request, 0) < 0) return std::nullopt;
    ssize_t size = ::recv(socket_.get(), answer, sizeof answer, 0);
    if (size < 0) return std::nullopt;
    auto id = id_in({answer, static_cast<std::size_t>(size)});
    if (!id) return std::nullopt;
    return *id == NETNSA_NSID_NOT_ASSIGNED ? "unassigned" : std::to_string(*id);
}

}  // namespace sandbox::lsns
