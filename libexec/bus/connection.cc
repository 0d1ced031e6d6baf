// SPDX-License-Identifier: LGPL-2.1-or-later
#include "connection.hh"

#include <cerrno>
#include <string_view>
#include <unistd.h>

namespace sandbox::bus {

Error failure(const char* what, int code) {
    return Error::from_errno(what, code < 0 ? -code : code);
}

static Result<Bus> start(const std::string& socket, const char* whose, bool is_client) {
    sd_bus* raw = nullptr;
    if (int code = sd_bus_new(&raw); code < 0) return fail(failure("sd_bus_new", code));
    Bus bus(raw);
    std::string address = "unix:path=" + socket;
    if (int code = sd_bus_set_address(raw, address.c_str()); code < 0) return fail(failure(address.c_str(), code));
    if (int code = sd_bus_set_bus_client(raw, is_client); code < 0) return fail(failure(address.c_str(), code));
    if (int code = sd_bus_start(raw); code < 0) return fail(failure((std::string("connect to ") + whose + " at " + socket).c_str(), code));
    return bus;
}

Result<Bus> connect(const std::string& socket) {
    return start(socket, "systemd", false);
}

Result<Bus> join(const std::string& socket) {
    static constexpr Peer kBroker{"org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "the system bus"};
    auto bus = TRY(start(socket, kBroker.name, true));
    const char* own = nullptr;
    if (int code = sd_bus_get_unique_name(bus.get(), &own); code < 0) return fail(failure(kBroker.name, code));
    auto request = TRY(new_call(bus.get(), kBroker, "GetConnectionUnixProcessID"));
    if (int code = sd_bus_message_append(request.get(), "s", own); code < 0) return fail(failure(kBroker.name, code));
    auto answer = TRY(call(bus.get(), kBroker, request.get()));
    std::uint32_t process = 0;
    if (int code = sd_bus_message_read(answer.get(), "u", &process); code < 0) return fail(failure(kBroker.name, code));
    if (process == static_cast<std::uint32_t>(::getpid())) return bus;
    return fail(Error::impossible("the system bus is in another pid namespace, which knows processes by other numbers"));
}

Result<Message> new_call(sd_bus* bus, const Peer& peer, const char* method) {
    sd_bus_message* raw = nullptr;
    int code = sd_bus_message_new_method_call(bus, &raw, peer.service, peer.object, peer.interface, method);
    if (code < 0) return fail(failure(method, code));
    return Message(raw);
}

/// The broker's own refusal quotes its rule and both processes.
static std::string words_of(const sd_bus_error& error) {
    if (error.message == nullptr) return error.name;
    bool is_brokers = sd_bus_error_has_name(&error, SD_BUS_ERROR_ACCESS_DENIED) > 0 && std::string_view(error.message).starts_with("Rejected");
    return is_brokers ? "the system bus lets this user call no such method of it" : error.message;
}

Result<Message> call(sd_bus* bus, const Peer& peer, sd_bus_message* request) {
    sd_bus_error error = SD_BUS_ERROR_NULL;
    sd_bus_message* raw = nullptr;
    int code = sd_bus_call(bus, request, 0, &error, &raw);
    Message answer(raw);
    // Its own names of errors have no errno outside of systemd.
    if (sd_bus_error_has_name(&error, "org.freedesktop.machine1.NoSuchMachine") > 0) code = -ENXIO;
    if (code >= 0) return answer;
    auto refused = sd_bus_error_is_set(&error) ? Error::impossible(std::string(peer.name) + ": " + words_of(error), -code)
                                               : failure(sd_bus_message_get_member(request), code);
    sd_bus_error_free(&error);
    return fail(std::move(refused));
}

}  // namespace sandbox::bus
