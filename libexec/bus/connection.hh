// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

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

inline constexpr char kService[] = "org.freedesktop.systemd1";
inline constexpr char kObject[] = "/org/freedesktop/systemd1";
inline constexpr char kManager[] = "org.freedesktop.systemd1.Manager";

/// Connects to the manager whose own socket this is, with no broker between: it answers where D-Bus is not installed, too.
/// Errors: nobody listens, or it does not let us.
Result<Bus> connect(const std::string& socket);

/// What a failed call of sd-bus says: `what` names it, the reason is errno's text.
Error failure(const char* what, int code);

/// A method of the manager, to be filled with its arguments.
Result<Message> new_call(sd_bus* bus, const char* method);
/// Calls it and returns the answer. The error has the manager's own words.
Result<Message> call(sd_bus* bus, sd_bus_message* request);

}  // namespace sandbox::bus
