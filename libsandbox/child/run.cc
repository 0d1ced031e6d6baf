// SPDX-License-Identifier: LGPL-2.1-or-later
#include "child/run.hh"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <utility>

namespace sandbox::child {
namespace {

/// std::visit could throw; this cannot: one comparison a kind.
template <std::size_t... index> int dispatch(const Op& op, Context& context, std::index_sequence<index...>) noexcept {
    int result = 0;
    (void)((op.index() == index && (result = apply(*std::get_if<index>(&op), context), true)) || ...);
    return result;
}

void report(const Context& context, std::size_t op, int error, bool is_left_out) noexcept {
    OpFailure failure{.op = static_cast<std::uint32_t>(op), .error = error, .is_left_out = is_left_out};
    ::strncpy(failure.call, context.call, sizeof failure.call - 1);
    while (::send(context.life_line, &failure, sizeof failure, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}

}  // namespace

bool run(Program& program, std::size_t first, std::size_t last) noexcept {
    for (std::size_t index = first; index < last; ++index) {
        program.context.call = "";
        int result = dispatch(program.ops[index], program.context, std::make_index_sequence<std::variant_size_v<Op>>());
        if (result == 0) continue;
        bool is_left_out = result > 0 || program.optional[index];
        report(program.context, index, result < 0 ? -result : result, is_left_out);
        if (!is_left_out) return false;
    }
    return true;
}

}  // namespace sandbox::child
