// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/freezer.hh"

#include "core/file.hh"
#include "domains/cgroups/file.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <time.h>

namespace sandbox::cgroups {
namespace {

const Seat* freezer(std::span<const Seat> seats) {
    auto seat = std::ranges::find_if(seats, [](const Seat& each) {
        return each.group.version == Version::v2 || std::ranges::find(each.controllers, "freezer") != each.controllers.end();
    });
    return seat == seats.end() ? nullptr : &*seat;
}

Result<void> set_frozen(std::span<const Seat> seats, bool is_frozen) {
    const Seat* seat = freezer(seats);
    if (seat == nullptr) return fail(Error::impossible("the sandbox has no control group that can be frozen: it was started without a limit that needs one"));
    if (seat->group.version == Version::v2) return write(seat->group, "cgroup.freeze", is_frozen ? "1" : "0");
    TRY(write(seat->group, "freezer.state", is_frozen ? "FROZEN" : "THAWED"));
    // v1 answers FREEZING until the last one has stopped.
    constexpr timespec kPause{.tv_sec = 0, .tv_nsec = 2'000'000};
    for (int round = 0; is_frozen && round < 1000; ++round) {
        if (TRY(read(seat->group, "freezer.state")) == "FROZEN\n") return {};
        ::nanosleep(&kPause, nullptr);
    }
    return {};
}

}  // namespace

Result<void> freeze(std::span<const Seat> seats) {
    return set_frozen(seats, true);
}

Result<void> thaw(std::span<const Seat> seats) {
    return set_frozen(seats, false);
}

/// The file's text; empty: the group, or its controllers, have no such file.
static Result<std::string> text_of(const std::string& directory, const char* file) {
    auto text = read_file(directory + file);
    bool is_missing = !text && (text.error().code() == ENOENT || text.error().code() == ENODEV);
    return is_missing ? std::string() : std::move(text);
}

static Result<bool> is_frozen(const std::string& directory) {
    auto v1 = TRY(text_of(directory, "/freezer.state"));
    if (!v1.empty()) return v1 != "THAWED\n";
    return TRY(text_of(directory, "/cgroup.freeze")) == "1\n" || TRY(text_of(directory, "/cgroup.events")).find("frozen 1") != std::string::npos;
}

Result<bool> is_frozen(std::span<const std::string> directories) {
    for (const std::string& directory : directories)
        if (TRY(is_frozen(directory))) return true;
    return false;
}

static void write_if_there(const std::string& path, std::string_view value) {
    if (auto file = open_file(path, O_WRONLY)) (void)write_all(file->get(), value, path);
}

void release(std::span<const std::string> directories) {
    for (const std::string& directory : directories) {
        write_if_there(directory + "/freezer.state", "THAWED");
        write_if_there(directory + "/cgroup.freeze", "0");
    }
}

}  // namespace sandbox::cgroups
