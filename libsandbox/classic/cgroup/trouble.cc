// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/trouble.hh"

#include "classic/message.hh"
#include "cli/print.hh"
#include "core/text.hh"

#include <cstdlib>
#include <cstring>
#include <strings.h>

namespace sandbox::cgroup {

static const char* words(Code code) {
    switch (code) {
    case Code::not_mounted: return "Cgroup is not mounted";
    case Code::no_group: return "Cgroup does not exist";
    case Code::no_controller: return "Cgroup one of the needed subsystems is not mounted";
    case Code::not_owner: return "Cgroup, request came in from non owner";
    case Code::not_allowed: return "Cgroup, operation not allowed";
    case Code::too_many: return "Cgroup value set exceeds maximum";
    case Code::value_exists: return "Cgroup value already exists";
    case Code::invalid: return "Cgroup invalid operation";
    case Code::failed: return "Cgroup operation failed";
    case Code::no_value: return "Cgroup, requested group parameter does not exist";
    case Code::other: return "Cgroup generic error";
    case Code::parse_failed: return "Cgroup parsing failed";
    case Code::no_rules: return "Cgroup, rules file does not exist";
    case Code::mount_failed: return "Cgroup mounting failed";
    case Code::config_failed: return "Failed to parse config file";
    case Code::namespace_paths: return "Have multiple paths for the same namespace";
    case Code::namespace_controller: return "Controller in namespace does not exist";
    case Code::mount_or_namespace:
        return "Either mount or namespace keyword has to be specified in the configuration file";
    case Code::not_supported: return "This kernel does not support this feature";
    case Code::no_conversion: return "Failed to convert from cgroup v1 to/from cgroup v2";
    }
    return "Cgroup generic error";
}

std::string Trouble::text() const {
    if (code == Code::other && os_error != 0) return ::strerror(os_error);
    return words(code);
}

void say(std::string_view text) {
    cli::complain(text);
}

void log_error(std::string_view text) {
    (void)cli::print("Error: " + std::string(text) + "\n");
}

/// By its name or its number: error is 1, and each that follows one more.
static bool has_warnings() {
    const char* level = ::getenv("CGROUP_LOGLEVEL");
    if (level == nullptr) return false;
    for (const char* name : {"WARNING", "INFO", "DEBUG"})
        if (::strcasecmp(level, name) == 0) return true;
    return parse_number(level).value_or(0) > 1;
}

void log_warning(std::string_view text) {
    if (has_warnings()) (void)cli::print("Warning: " + std::string(text) + "\n");
}

void warn_not_mounted(std::string_view controller) {
    log_warning("subsystem " + std::string(controller) + " is not mounted");
}

void explain(const Trouble& trouble) {
    classic::advise(trouble.detail);
}

}  // namespace sandbox::cgroup
