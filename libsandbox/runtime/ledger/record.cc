// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/record.hh"

#include "core/file.hh"
#include "core/json.hh"

namespace sandbox::ledger {
namespace {

std::string object(const std::map<std::string, std::string>& map) {
    JsonObject object;
    for (const auto& [key, value] : map) object.text(key, value);
    return object.end();
}

std::string object(const std::map<std::string, std::uint64_t>& map) {
    JsonObject object;
    for (const auto& [key, value] : map) object.number(key, value);
    return object.end();
}

std::string object(const ProcessId& process) {
    return JsonObject().number("pid", process.pid).number("start", process.start).end();
}

std::string object(const Joining& joining) {
    auto limit = [](const Joining::Limit& one) {
        return "[" + std::to_string(one.resource) + "," + std::to_string(one.soft) + "," + std::to_string(one.hard) + "]";
    };
    return JsonObject()
        .number("user", joining.user)
        .number("group", joining.group)
        .number("capabilities", joining.capabilities)
        .truth("drops-capabilities", joining.drops_capabilities)
        .truth("no-new-privileges", joining.no_new_privileges)
        .truth("new-keyring", joining.new_keyring)
        .truth("filter", joining.has_filter)
        .number("made-namespaces", joining.made_namespaces)
        .number("umask", joining.umask)
        .number("nice", joining.nice)
        .text("label", joining.label)
        .text("file-label", joining.file_label)
        .text("terminal-label", joining.terminal_label)
        .text("oom-score", joining.oom_score)
        .text("processors", joining.processors)
        .member("limits", json_array(joining.limits, limit))
        .end();
}

}  // namespace

std::string print(const Record& record) {
    return JsonObject()
               .number("format", kFormat)
               .text("name", record.name)
               .text("unit", record.unit)
               .text("drop-ins", record.drop_ins)
               .text("description", record.description)
               .member("documentation", json_strings(record.documentation))
               .member("labels", object(record.labels))
               .member("command", json_strings(record.command))
               .text("boot", record.boot)
               .number("caller", record.caller)
               .number("started", record.started)
               .member("supervisor", object(record.supervisor))
               .member("init", object(record.init))
               .member("namespaces", object(record.namespaces))
               .member("cgroups", json_strings(record.cgroups))
               .member("cgroup-inodes", json_array(record.cgroup_inodes, [](std::uint64_t inode) { return std::to_string(inode); }))
               .text("tunnel", record.tunnel)
               .number("kill-signal", record.kill_signal)
               .number("stop-timeout", record.stop_timeout)
               .text("log", record.log)
               .member("health", record.health ? record.health->json() : "null")
               .number("edition", record.edition)
               .member("joining", object(record.joining))
               .end() +
           "\n";
}

std::string print_start(const Joining& joining) {
    std::string text = joining.directory + '\0';
    for (const std::string& variable : joining.environment) text += variable + '\0';
    return text;
}

void parse_start(std::string_view text, Joining& joining) {
    joining.directory.clear();
    joining.environment.clear();
    bool is_first = true;
    for (std::size_t end; (end = text.find('\0')) != text.npos; text.remove_prefix(end + 1)) {
        if (is_first) joining.directory = text.substr(0, end);
        else joining.environment.emplace_back(text.substr(0, end));
        is_first = false;
    }
}

Result<std::string> boot_id() {
    auto text = TRY(read_file("/proc/sys/kernel/random/boot_id", 64));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace sandbox::ledger
