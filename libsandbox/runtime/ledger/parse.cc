// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/record.hh"

#include <cerrno>
#include <nlohmann/json.hpp>

namespace sandbox::ledger {
namespace {

using nlohmann::json;

ProcessId process_in(const json& object) {
    return {object.at("pid").get<pid_t>(), object.at("start").get<std::uint64_t>()};
}

Joining joining_in(const json& object) {
    Joining joining{
        .user = object.at("user").get<std::uint32_t>(),
        .group = object.at("group").get<std::uint32_t>(),
        .capabilities = object.at("capabilities").get<std::uint64_t>(),
        .drops_capabilities = object.at("drops-capabilities").get<bool>(),
        .no_new_privileges = object.at("no-new-privileges").get<bool>(),
        .new_keyring = object.at("new-keyring").get<bool>(),
        .has_filter = object.at("filter").get<bool>(),
        .made_namespaces = object.value("made-namespaces", 0),  // a sandbox that runs since before does not say
        .umask = object.at("umask").get<unsigned>(),
        .nice = object.at("nice").get<int>(),
        .label = object.value("label", ""),
        .file_label = object.value("file-label", ""),
        .terminal_label = object.value("terminal-label", ""),
        .oom_score = object.at("oom-score").get<std::string>(),
        .processors = object.at("processors").get<std::string>(),
    };
    for (const json& limit : object.at("limits"))
        joining.limits.push_back({limit.at(0).get<int>(), limit.at(1).get<std::uint64_t>(), limit.at(2).get<std::uint64_t>()});
    return joining;
}

std::optional<HealthState> health_in(const json& object) {
    if (object.is_null()) return std::nullopt;
    return HealthState{health_status(object.at("status").get<std::string>()).value(), object.at("failing-streak").get<unsigned>(),
                       object.value("last-failure", "")};
}

Record record_in(const json& object) {
    return {
        .name = object.at("name").get<std::string>(),
        .unit = object.at("unit").get<std::string>(),
        .drop_ins = object.value("drop-ins", std::string()),  // a sandbox that runs since before has none
        .description = object.at("description").get<std::string>(),
        .documentation = object.value("documentation", std::vector<std::string>()),  // as of the drop-ins
        .labels = object.at("labels").get<std::map<std::string, std::string>>(),
        .command = object.at("command").get<std::vector<std::string>>(),
        .boot = object.at("boot").get<std::string>(),
        .caller = object.at("caller").get<std::uint32_t>(),
        .started = object.at("started").get<std::int64_t>(),
        .supervisor = process_in(object.at("supervisor")),
        .init = process_in(object.at("init")),
        .namespaces = object.at("namespaces").get<std::map<std::string, std::uint64_t>>(),
        .cgroups = object.at("cgroups").get<std::vector<std::string>>(),
        .cgroup_inodes = object.value("cgroup-inodes", std::vector<std::uint64_t>()),  // as of the drop-ins
        .tunnel = object.value("tunnel", std::string()),  // as of the drop-ins
        .kill_signal = object.at("kill-signal").get<int>(),
        .stop_timeout = object.at("stop-timeout").get<std::int64_t>(),
        .log = object.at("log").get<std::string>(),
        .health = health_in(object.at("health")),
        .edition = object.at("edition").get<std::uint64_t>(),
        .joining = joining_in(object.at("joining")),
    };
}

}  // namespace

Result<Record> parse(std::string_view text) {
    try {
        json object = json::parse(text);
        int format = object.at("format").get<int>();
        if (format != kFormat)
            return fail(Error::from_errno("record.json has format " + std::to_string(format), EOPNOTSUPP)
                            .hint("a newer version of the toolkit wrote it"));
        return record_in(object);
    } catch (const std::exception&) {
        return fail(Error::impossible("record.json is none of ours"));
    }
}

Result<int> parse_exit_status(std::string_view text) {
    try {
        return json::parse(text).at("exit-status").get<int>();
    } catch (const json::exception&) {
        return fail(Error::impossible("the report is none of ours"));
    }
}

}  // namespace sandbox::ledger
