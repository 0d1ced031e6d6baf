// SPDX-License-Identifier: LGPL-2.1-or-later
#include "connection.hh"

namespace sandbox::bus {

Error failure(const char* what, int code) {
    return Error::from_errno(what, code < 0 ? -code : code);
}

Result<Bus> connect(const std::string& socket) {
    sd_bus* raw = nullptr;
    if (int code = sd_bus_new(&raw); code < 0) return fail(failure("sd_bus_new", code));
    Bus bus(raw);
    std::string address = "unix:path=" + socket;
    if (int code = sd_bus_set_address(raw, address.c_str()); code < 0) return fail(failure(address.c_str(), code));
    if (int code = sd_bus_start(raw); code < 0) return fail(failure(("connect to systemd at " + socket).c_str(), code));
    return bus;
}

Result<Message> new_call(sd_bus* bus, const char* method) {
    sd_bus_message* raw = nullptr;
    int code = sd_bus_message_new_method_call(bus, &raw, kService, kObject, kManager, method);
    if (code < 0) return fail(failure(method, code));
    return Message(raw);
}

Result<Message> call(sd_bus* bus, sd_bus_message* request) {
    sd_bus_error error = SD_BUS_ERROR_NULL;
    sd_bus_message* raw = nullptr;
    int code = sd_bus_call(bus, request, 0, &error, &raw);
    Message answer(raw);
    if (code >= 0) return answer;
    auto refused = sd_bus_error_is_set(&error) ? Error::impossible(std::string("systemd: ") + error.message, -code)
                                               : failure(sd_bus_message_get_member(request), code);
    sd_bus_error_free(&error);
    return fail(std::move(refused));
}

}  // namespace sandbox::bus
