// SPDX-License-Identifier: LGPL-2.1-or-later
#include "scope.hh"

#include "job.hh"
#include "writer.hh"

namespace sandbox::bus {
namespace {

void write_numbers(std::span<const Property> properties, Writer& writer) {
    for (const Property& property : properties) {
        if (property.device.empty()) writer.add("(sv)", property.name.c_str(), "t", property.value);
        else writer.add("(sv)", property.name.c_str(), "a(st)", 1, property.device.c_str(), property.value);
    }
}

Result<void> write_properties(const Scope& scope, Writer& writer) {
    writer.open('a', "(sv)");
    writer.add("(sv)", "Description", "s", scope.description.c_str());
    if (!scope.slice.empty()) writer.add("(sv)", "Slice", "s", scope.slice.c_str());
    writer.add("(sv)", "Delegate", "b", 1);
    // A scope that failed would keep its name.
    writer.add("(sv)", "CollectMode", "s", "inactive-or-failed");
    write_ending(writer, scope.ending);
    write_numbers(scope.properties, writer);
    writer.open('r', "sv").add("s", "PIDs").open('v', "au").processes(scope.processes).close().close();
    return writer.close().add("a(sa(sv))", 0).result();
}

}  // namespace

Result<void> start(sd_bus* bus, const Scope& scope) {
    auto jobs = TRY(Jobs::watch(bus));
    auto request = TRY(new_call(bus, kManager, "StartTransientUnit"));
    Writer writer(request.get());
    writer.add("ss", scope.name.c_str(), "fail");
    TRY(write_properties(scope, writer));
    auto answer = TRY(call(bus, kManager, request.get()));
    const char* job = nullptr;
    if (int code = sd_bus_message_read(answer.get(), "o", &job); code < 0) return fail(failure("StartTransientUnit", code));
    return jobs->wait(job);
}

Result<void> set_properties(sd_bus* bus, const std::string& unit, std::span<const Property> properties) {
    auto request = TRY(new_call(bus, kManager, "SetUnitProperties"));
    Writer writer(request.get());
    writer.add("sb", unit.c_str(), 1).open('a', "(sv)");
    write_numbers(properties, writer);
    TRY(writer.close().result());
    TRY(call(bus, kManager, request.get()));
    return {};
}

Result<void> attach(sd_bus* bus, const std::string& unit, const std::string& group, std::span<const pid_t> processes) {
    auto request = TRY(new_call(bus, kManager, "AttachProcessesToUnit"));
    TRY(Writer(request.get()).add("ss", unit.c_str(), group.c_str()).processes(processes).result());
    TRY(call(bus, kManager, request.get()));
    return {};
}

}  // namespace sandbox::bus
