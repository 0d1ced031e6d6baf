// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/systemd_block.hh"

#include "core/text.hh"

#include <strings.h>

namespace sandbox::cgroup {
namespace {

std::unexpected<Trouble> invalid(const cgroups::Setting& setting) {
    return trouble(Code::config_failed, "Invalid systemd configuration " + setting.file + " value " + setting.value);
}

std::unexpected<Trouble> missing(std::string_view what) {
    return trouble(Code::config_failed, "Invalid systemd setting, missing " + std::string(what) + " name.");
}

Outcome<> take(const cgroups::Setting& setting, std::string& slice, std::string& scope, ScopeWish& wish) {
    if (setting.file == "slice") {
        if (!setting.value.ends_with(".slice")) return invalid(setting);
        slice = setting.value;
    } else if (setting.file == "scope") {
        if (!setting.value.ends_with(".scope")) return invalid(setting);
        scope = setting.value;
    } else if (setting.file == "setdefault") {
        bool is_yes = ::strcasecmp(setting.value.c_str(), "yes") == 0;
        if (!is_yes && ::strcasecmp(setting.value.c_str(), "no") != 0) return invalid(setting);
        wish.as_default = is_yes ? Default::set : Default::keep;
    } else if (setting.file == "pid") {
        auto number = parse_number(setting.value);
        if (!number || *number <= 1 || *number > 1 << 22) return invalid(setting);
        wish.process = static_cast<pid_t>(*number);
    } else {
        return trouble(Code::config_failed, "Invalid systemd configuration " + setting.file);
    }
    return {};
}

}  // namespace

Outcome<ScopeWish> read_systemd(const Assignments& block) {
    ScopeWish wish;
    std::string slice, scope;
    for (const cgroups::Setting& setting : block) TRY(take(setting, slice, scope, wish));
    if (slice.empty()) return missing("slice");
    if (scope.empty()) return missing("scope");
    wish.path = slice + "/" + scope;
    return wish;
}

}  // namespace sandbox::cgroup
