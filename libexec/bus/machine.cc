// SPDX-License-Identifier: LGPL-2.1-or-later
#include "machine.hh"

#include "writer.hh"

#include "core/child.hh"
#include "core/fd.hh"
#include "core/sys.hh"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <unistd.h>
#include <utility>

namespace sandbox::bus {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience{30};
/// Who made it, in machinectl's list.
constexpr char kService[] = "sandbox";

/// What is told of a machine that is there.
struct Known {
    pid_t leader = 0;
    std::string service{};
    std::string unit{};
};

Result<std::string> read_text(sd_bus_message* answer, const char* type) {
    const char* text = nullptr;
    if (int code = sd_bus_message_read(answer, type, &text); code < 0) return fail(failure("systemd-machined's answer", code));
    return std::string(text);
}

Result<Known> read_properties(sd_bus* bus, const std::string& object) {
    auto peer = kMachined;
    peer.object = object.c_str();
    peer.interface = "org.freedesktop.machine1.Machine";
    Known known;
    std::uint32_t leader = 0;
    int code = sd_bus_get_property_trivial(bus, peer.service, peer.object, peer.interface, "Leader", nullptr, 'u', &leader);
    for (auto [name, text] : {std::pair("Service", &known.service), std::pair("Unit", &known.unit)}) {
        char* value = nullptr;
        if (code >= 0) code = sd_bus_get_property_string(bus, peer.service, peer.object, peer.interface, name, nullptr, &value);
        if (value != nullptr) *text = value;
        std::free(value);
    }
    if (code < 0) return fail(failure("ask systemd-machined for a machine", code));
    known.leader = static_cast<pid_t>(leader);
    return known;
}

/// The machine of this name; none, if there is none.
Result<std::optional<Known>> find(sd_bus* bus, const std::string& name) {
    auto request = TRY(new_call(bus, kMachined, "GetMachine"));
    TRY(Writer(request.get()).add("s", name.c_str()).result());
    auto answer = call(bus, kMachined, request.get());
    if (!answer && answer.error().code() == ENXIO) return std::nullopt;
    auto known = read_properties(bus, TRY(read_text(TRY(std::move(answer)).get(), "o")));
    // Between the two questions it may have ended: no such object.
    if (!known && known.error().code() == EBADR) return std::nullopt;
    return TRY(std::move(known));
}

Result<void> call_by_name(sd_bus* bus, const char* method, const std::string& name) {
    auto request = TRY(new_call(bus, kMachined, method));
    TRY(Writer(request.get()).add("s", name.c_str()).result());
    TRY(call(bus, kMachined, request.get()));
    return {};
}

/// The arguments that both ways have.
void write(Writer& writer, const Machine& machine) {
    writer.add("s", machine.name.c_str()).open('a', "y");
    for (std::uint8_t byte : machine.id) writer.add("y", byte);
    writer.close().add("s", kService).add("s", machine.kind.c_str());
    writer.add("u", static_cast<std::uint32_t>(machine.leader)).add("s", machine.root.c_str());
}

/// Hears of machines that have ended.
class Ends {
public:
    static Result<std::unique_ptr<Ends>> watch(sd_bus* bus, const std::string& name) {
        std::unique_ptr<Ends> ends(new Ends(bus, name));
        int code = sd_bus_match_signal(bus, &ends->slot_, kMachined.service, kMachined.object, kMachined.interface, "MachineRemoved",
                                       take, ends.get());
        if (code < 0) return fail(failure("MachineRemoved", code));
        return ends;
    }
    ~Ends() { sd_bus_slot_unref(slot_); }
    Ends(const Ends&) = delete;
    Ends& operator=(const Ends&) = delete;

    Result<void> wait() {
        for (auto deadline = Clock::now() + kPatience; !has_ended_;) {
            auto left = std::chrono::duration_cast<std::chrono::microseconds>(deadline - Clock::now());
            if (left.count() <= 0) return fail(Error::impossible("systemd-machined: the machine does not end"));
            int code = sd_bus_process(bus_, nullptr);
            if (code == 0) code = sd_bus_wait(bus_, static_cast<std::uint64_t>(left.count()));
            if (code < 0 && code != -EINTR) return fail(failure("wait for systemd-machined", code));
        }
        return {};
    }

private:
    Ends(sd_bus* bus, const std::string& name) : bus_(bus), name_(name) {}
    static int take(sd_bus_message* message, void* self, sd_bus_error*) {
        auto& ends = *static_cast<Ends*>(self);
        const char* name = nullptr;
        if (sd_bus_message_read(message, "s", &name) >= 0 && ends.name_ == name) ends.has_ended_ = true;
        return 0;
    }
    sd_bus* bus_;
    std::string name_;
    sd_bus_slot* slot_ = nullptr;
    bool has_ended_ = false;
};

/// Whether it has ended, though nobody may have reaped it yet. Whose supervisor was killed just now has a moment to end.
bool has_ended(pid_t process) {
    constexpr Microseconds kMoment = std::chrono::milliseconds(200);
    UniqueFd handle(sys::pidfd_open(process));
    if (!handle) return handle.get() == -ESRCH;
    return ends_within(handle.get(), kMoment).value_or(false);
}

/// Whether systemd-machined made its unit, of which nobody else is a part. Where one was only registered it is whatever unit its leader
/// was in, and to terminate it stops that.
bool has_own_scope(const Known& known, const std::string& name) {
    std::string scope = "machine-";
    for (char c : name) scope += c == '-' ? "\\x2d" : std::string(1, c);
    return known.unit == scope + ".scope";
}

/// What killed ones left: where nobody tells systemd that a group is empty, their scope stays.
Result<void> sweep(sd_bus* bus, const std::string& name) {
    auto known = TRY(find(bus, name));
    bool is_left = known && known->service == kService && has_ended(known->leader);
    if (!is_left) return {};
    return has_own_scope(*known, name) ? end(bus, name, known->leader) : forget(bus, name, known->leader);
}

}  // namespace

Result<void> create(sd_bus* bus, const Machine& machine, const Ending& ending) {
    TRY(sweep(bus, machine.name));
    auto request = TRY(new_call(bus, kMachined, "CreateMachine"));
    Writer writer(request.get());
    write(writer, machine);
    writer.open('a', "(sv)");
    write_ending(writer, ending);
    TRY(writer.close().result());
    TRY(call(bus, kMachined, request.get()));
    return {};
}

Result<void> enlist(sd_bus* bus, const Machine& machine) {
    TRY(sweep(bus, machine.name));
    auto request = TRY(new_call(bus, kMachined, "RegisterMachine"));
    Writer writer(request.get());
    write(writer, machine);
    TRY(writer.result());
    TRY(call(bus, kMachined, request.get()));
    return {};
}

Result<void> end(sd_bus* bus, const std::string& name, pid_t leader) {
    auto ends = TRY(Ends::watch(bus, name));
    auto known = TRY(find(bus, name));
    if (!known || known->leader != leader) return {};
    auto ended = call_by_name(bus, "TerminateMachine", name);
    if (!ended && !TRY(find(bus, name))) return {};
    TRY(std::move(ended));
    return ends->wait();
}

Result<void> forget(sd_bus* bus, const std::string& name, pid_t leader) {
    auto known = TRY(find(bus, name));
    if (!known || known->leader != leader) return {};
    auto forgotten = call_by_name(bus, "UnregisterMachine", name);
    return !forgotten && !TRY(find(bus, name)) ? Result<void>() : forgotten;
}

}  // namespace sandbox::bus
