// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <cstdint>
#include <memory>
#include <string>
#include <systemd/sd-bus.h>

namespace sandbox::bus {

struct Unref {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, Unref>;
using Message = std::unique_ptr<sd_bus_message, Unref>;

/// How a scope is ended.
struct Ending {
    int signal = 0;              ///< 0: as the manager does it
    std::uint64_t patience = 0;  ///< microseconds until SIGKILL; the greatest: for ever
};

/// Whom we call.
struct Peer {
    const char* service;
    const char* object;
    const char* interface;
    const char* name;  ///< what people call it
};
inline constexpr Peer kManager{"org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager", "systemd"};
inline constexpr Peer kMachined{"org.freedesktop.machine1", "/org/freedesktop/machine1", "org.freedesktop.machine1.Manager",
                                "systemd-machined"};

/// Connects to the manager whose own socket this is, with no broker between: it answers where D-Bus is not installed, too.
/// Errors: nobody listens, or it does not let us.
Result<Bus> connect(const std::string& socket);
/// Connects to the bus with this socket, as one of its clients. Errors: besides, that its broker is in another pid namespace:
/// the numbers by which we name processes are others' there.
Result<Bus> join(const std::string& socket);

/// What a failed call of sd-bus says: `what` names it, the reason is errno's text.
Error failure(const char* what, int code);

/// A method, to be filled with its arguments.
Result<Message> new_call(sd_bus* bus, const Peer& peer, const char* method);
/// Calls it and returns the answer. The error has the peer's own words.
Result<Message> call(sd_bus* bus, const Peer& peer, sd_bus_message* request);

}  // namespace sandbox::bus
