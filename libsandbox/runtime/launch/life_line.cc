// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/life_line.hh"

#include <cerrno>
#include <sys/socket.h>

namespace sandbox {
namespace {

/// Either of the datagrams that come; `kind` is the first word of both.
union Datagram {
    std::uint32_t kind;
    OpFailure failure;
    init::Message message;
};

Result<Said> receive(int line, int flags) {
    Datagram datagram{};
    ssize_t length;
    do length = ::recv(line, &datagram, sizeof datagram, flags | MSG_DONTWAIT);
    while (length < 0 && errno == EINTR);
    if (length < 0 && errno == EAGAIN) return Silence{};
    if (length < 0) return fail(Error::from_errno("recv"));
    if (length == sizeof(OpFailure) && datagram.kind == OpFailure::kKind) return datagram.failure;
    if (length == sizeof(init::Message)) return datagram.message;
    return LineEnd{};
}

const OpFailure* left_out_step(const Result<Said>& said) {
    const auto* failure = said ? std::get_if<OpFailure>(&*said) : nullptr;
    return failure != nullptr && failure->is_left_out != 0 ? failure : nullptr;
}

}  // namespace

Result<Said> LifeLine::next() {
    for (;;) {
        auto said = receive(line_.get(), 0);
        const auto* left_out = left_out_step(said);
        if (left_out == nullptr) return said;
        left_out_.push_back(*left_out);
    }
}

std::optional<OpFailure> LifeLine::failed_step() {
    for (;;) {
        auto ahead = receive(line_.get(), MSG_PEEK);
        if (!ahead || !std::holds_alternative<OpFailure>(*ahead)) return std::nullopt;
        auto said = receive(line_.get(), 0);
        const auto* left_out = left_out_step(said);
        if (left_out == nullptr) return std::get<OpFailure>(*ahead);
        left_out_.push_back(*left_out);
    }
}

}  // namespace sandbox
