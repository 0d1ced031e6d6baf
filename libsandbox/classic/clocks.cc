// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/clocks.hh"

#include "classic/message.hh"
#include "core/fd.hh"

#include <fcntl.h>

namespace sandbox::classic {

Result<void> set_clock_offset(clockid_t clock, std::int64_t seconds) {
    UniqueFd file(::open("/proc/self/timens_offsets", O_WRONLY | O_CLOEXEC));
    if (!file) return fail(failed("failed to open /proc/self/timens_offsets"));
    auto line = std::to_string(clock) + " " + std::to_string(seconds) + " 0";
    if (::write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        return fail(failed("failed to write to /proc/self/timens_offsets"));
    return {};
}

}  // namespace sandbox::classic
