// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/scope.hh"

#include "core/command.hh"
#include "core/helper.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "domains/cgroups/member.hh"
#include "domains/cgroups/membership.hh"

#include <algorithm>
#include <cstdlib>
#include <sys/xattr.h>
#include <unistd.h>

namespace sandbox::cgroups {
namespace {

/// The group in it that holds us, so that the scope itself is empty.
constexpr std::string_view kSupervisor = "supervisor";

std::string user_directory(const std::string& uid) {
    const char* path = ::getenv("XDG_RUNTIME_DIR");
    return path != nullptr && path[0] == '/' ? path : "/run/user/" + uid;
}

/// Our own group on cgroup v2.
Result<Group> own_group() {
    auto memberships = TRY(memberships_of(0));
    for (const auto& [hierarchy, path] : places_in(TRY(find_hierarchies()), memberships))
        if (hierarchy.version == Version::v2) return group_at(hierarchy, path);
    return fail(Error::impossible("no mount of cgroup v2 shows the group of this process"));
}

bool is_named(const Group& group, std::string_view name) {
    return group.path.substr(group.path.rfind('/') + 1) == name;
}

/// As the helper takes them.
std::vector<std::string> words_of(const std::vector<UnitProperty>& properties) {
    std::vector<std::string> words;
    for (const UnitProperty& property : properties)
        words.push_back(property.name + "=" + std::to_string(property.value) + (property.device.empty() ? "" : " " + device_path(property)));
    return words;
}

Result<void> set_properties(const std::string& socket, const std::string& unit, const std::vector<std::string>& words) {
    std::vector<std::string> command{TRY(find_helper("bus")), "set", socket, unit};
    command.insert(command.end(), words.begin(), words.end());
    return run_command(command);
}

Result<Group> vacate(const Group& scope) {
    Group leaf = scope.child(kSupervisor);
    TRY(make(leaf, 0755));
    TRY(enter(leaf));
    return scope;
}

}  // namespace

bool is_delegated(const Group& group) {
    for (const char* attribute : {"user.delegate", "trusted.delegate"}) {
        char value = 0;
        if (::getxattr(group.directory().c_str(), attribute, &value, sizeof value) == 1 && value == '1') return true;
    }
    return false;
}

bool is_generated(const Group& own) {
    const char* service = ::getenv("SANDBOX_SERVICE");
    return service != nullptr && std::string_view(service).ends_with(".service") && is_named(own, service);
}

bool is_instance(const Group& own) {
    return base_of(own.path).contains('@');
}

bool is_ours_alone(const Group& own) {
    auto inside = is_generated(own) || is_delegated(own) ? processes(own) : std::vector<pid_t>{};
    return inside && inside->size() == 1 && inside->front() == ::getpid();
}

std::string own_unit() {
    auto own = own_group();
    return own && !own->is_root() && is_ours_alone(*own) ? own->path.substr(own->path.rfind('/') + 1) : "";
}

std::string manager_socket() {
    auto uid = std::to_string(::geteuid());
    auto socket = (::geteuid() == 0 ? "/run" : user_directory(uid)) + "/systemd/private";
    return ::access(socket.c_str(), W_OK) == 0 ? socket : "";
}

std::optional<Group> manager_group(const Group& own) {
    auto uid = std::to_string(::geteuid());
    Group group = own;
    group.path = ::geteuid() == 0 ? "/" : "/user.slice/user-" + uid + ".slice/user@" + uid + ".service";
    if (!exists(group)) return std::nullopt;
    return group;
}

Result<void> start_scope(const std::string& socket, const NewScope& scope, pid_t process) {
    std::vector<std::string> words{TRY(find_helper("bus")), "scope", socket, scope.name, scope.slice, scope.description,
                                   std::to_string(scope.ending.signal), std::to_string(scope.ending.patience.count())};
    for (std::string& word : words_of(scope.properties)) words.push_back(std::move(word));
    words.push_back(std::to_string(process));
    return run_command(words);
}

std::string scope_name(const OpenScope& step, std::string_view id) {
    return "sandbox-" + step.name + (step.is_unique ? "" : "-" + std::string(id)) + ".scope";
}

bool is_delegated(const OpenScope& step) {
    return step.socket == kDelegated || step.socket == kGenerated;
}

Result<Group> open_scope(const OpenScope& step) {
    auto name = scope_name(step, std::to_string(::getpid()));
    auto group = TRY(own_group());
    if (is_delegated(step)) return is_named(group, kSupervisor) ? group.parent() : vacate(group);
    if (is_named(group, kSupervisor) && is_named(group.parent(), name)) return group.parent();
    TRY(start_scope(step.socket, {name, step.slice, "Sandbox " + step.name, step.ending, step.properties}, ::getpid()));
    group = TRY(own_group());
    if (is_named(group, name)) return vacate(group);
    return fail(Error::impossible("systemd made " + name + ", and this process is in " + group.directory()));
}

Result<void> renew_scope(const OpenScope& step) {
    if (is_delegated(step)) return {};
    auto name = scope_name(step, std::to_string(::getpid()));
    auto changes = std::string(parent_of(step.socket)) + "/transient/" + name + ".d/50-";
    auto unset = std::to_string(kNoLimit);
    std::vector<std::string> words;
    for (auto [property, value] : {std::pair("CPUWeight", unset.c_str()), {"IOWeight", unset.c_str()}, {"MemoryMin", "0"}, {"MemoryLow", "0"}})
        if (::access((changes + property + ".conf").c_str(), F_OK) == 0) words.push_back(std::string(property) + "=" + value);
    if (words.empty()) return {};
    for (std::string& word : words_of(step.properties)) words.push_back(std::move(word));
    return set_properties(step.socket, name, words);
}

/// By its whole name: that of a sandbox has nobody else, or the number of the supervisor behind it, and then the group has eight digits there.
static bool is_scope_of(std::string_view unit, const Group& group, const std::string& name, pid_t supervisor) {
    constexpr std::size_t kId = sizeof "-12345678" - 1;
    if (unit == "sandbox-" + name + ".scope") return true;
    auto leaf = base_of(group.path);
    return leaf.size() > kId && unit == "sandbox-" + std::string(leaf.substr(0, leaf.size() - kId)) + "-" + std::to_string(supervisor) + ".scope";
}

Result<std::string> change_unit(const Group& group, const std::string& name, pid_t supervisor, const std::vector<UnitProperty>& properties) {
    auto around = group.parent();
    auto unit = std::string(base_of(around.path));
    if (is_scope_of(unit, group, name, supervisor)) {
        auto socket = manager_socket();
        auto done = socket.empty() ? fail(Error::impossible("the systemd that made " + unit + " cannot be asked")) : set_properties(socket, unit, words_of(properties));
        if (!done) return fail(std::move(done).error().at(properties[0].reason.origin, properties[0].reason.setting));
        return "";
    }
    auto inside = children(around);
    auto is_ours = [&](const std::string& each) { return each == kSupervisor || is_named(group, each); };
    bool is_alone = inside && std::ranges::all_of(*inside, is_ours);
    if (!is_alone || (!unit.ends_with(".service") && !unit.ends_with(".scope"))) return "";
    auto remark = "beside others counts what " + unit + " has, which holds nothing else: systemctl " + (::geteuid() == 0 ? "" : "--user ") +
                  "set-property " + quote(unit);
    for (const UnitProperty& property : properties) remark += " " + quote(print(property));
    return remark;
}

Result<void> approach(const std::string& directory) {
    auto scope = directory.substr(0, directory.rfind('/'));
    auto name = scope.substr(scope.rfind('/') + 1);
    bool is_unit = name.ends_with(".scope") || name.ends_with(".service");
    if (::geteuid() == 0 || !is_unit) return {};
    if (is_below(TRY(own_group()).directory(), scope)) return {};
    auto socket = manager_socket();
    if (socket.empty()) return {};
    return run_command({TRY(find_helper("bus")), "attach", socket, name, "/" + std::string(kSupervisor), std::to_string(::getpid())});
}

}  // namespace sandbox::cgroups
