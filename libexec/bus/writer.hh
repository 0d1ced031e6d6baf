// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "connection.hh"

#include <span>
#include <sys/types.h>

namespace sandbox::bus {

/// Appends to a message; after a failure the rest does nothing.
class Writer {
public:
    explicit Writer(sd_bus_message* message) : message_(message) {}
    template <class... Values> Writer& add(const char* types, Values... values) {
        if (code_ >= 0) code_ = sd_bus_message_append(message_, types, values...);
        return *this;
    }
    Writer& open(char type, const char* contents) {
        if (code_ >= 0) code_ = sd_bus_message_open_container(message_, type, contents);
        return *this;
    }
    Writer& close() {
        if (code_ >= 0) code_ = sd_bus_message_close_container(message_);
        return *this;
    }
    Writer& processes(std::span<const pid_t> all) {
        open('a', "u");
        for (pid_t process : all) add("u", static_cast<std::uint32_t>(process));
        return close();
    }
    Result<void> result() const {
        if (code_ < 0) return fail(failure("message", code_));
        return {};
    }

private:
    sd_bus_message* message_;
    int code_ = 0;
};

/// How a scope ends: the properties of systemd.kill(5), within the array of properties.
inline void write_ending(Writer& writer, const Ending& ending) {
    if (ending.signal == 0) return;
    writer.add("(sv)", "KillSignal", "i", ending.signal);
    writer.add("(sv)", "TimeoutStopUSec", "t", ending.patience);
}

}  // namespace sandbox::bus
