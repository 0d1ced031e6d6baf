// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/memory_watch.hh"

#include "core/file.hh"
#include "domains/cgroups/figures.hh"
#include "domains/cgroups/file.hh"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace sandbox::cgroups {

static std::string_view counter_of(const Group& group) {
    return group.version == Version::v1 ? "memory.oom_control" : "memory.events";
}

Result<MemoryWatch> MemoryWatch::start(std::span<const Group> groups) {
    MemoryWatch watch;
    for (const Group& group : groups) {
        auto counter = open_file(group.directory() + "/" + std::string(counter_of(group)), O_RDONLY);
        if (!counter) continue;
        watch.group_ = group;
        watch.signal_ = *std::move(counter);
        if (group.version == Version::v2) return watch;
        watch.control_ = std::move(watch.signal_);
        watch.signal_ = UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
        if (!watch.signal_) return fail(Error::from_errno("eventfd"));
        TRY(write(group, "cgroup.event_control",
                  std::to_string(watch.signal_.get()) + " " + std::to_string(watch.control_.get())));
        return watch;
    }
    return watch;
}

short MemoryWatch::events() const {
    return group_.version == Version::v1 ? POLLIN : POLLPRI;
}

void MemoryWatch::take() {
    char buffer[512];
    if (group_.version == Version::v2) ::lseek(signal_.get(), 0, SEEK_SET);
    [[maybe_unused]] auto taken = ::read(signal_.get(), buffer, group_.version == Version::v1 ? 8 : sizeof buffer);
}

std::optional<std::uint64_t> MemoryWatch::kills() const {
    auto text = read(group_, counter_of(group_));
    return text ? number_in(*text, "oom_kill") : std::nullopt;
}

}  // namespace sandbox::cgroups
