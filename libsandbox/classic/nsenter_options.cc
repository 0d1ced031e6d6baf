// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/message.hh"
#include "classic/nsenter.hh"
#include "classic/number.hh"

#include <cerrno>
#include <fcntl.h>
#include <utility>

namespace sandbox::classic {
namespace {

using Request = NsenterRequest;
using Done = Result<void>;

/// PID or PID:INODE.
Done set_target(Request& request, const char* argument) {
    if (request.entry.target != 0) return fail(refused("option --target may be given only once"));
    std::string_view text = argument;
    auto colon = text.find(':');
    auto pid = parse_id(text.substr(0, colon));
    auto inode = colon == text.npos ? std::optional<std::uint64_t>(0) : parse_decimal(text.substr(colon + 1));
    if (!pid || *pid == 0 || *pid > 0x7fffffff || !inode || (*inode == 0) != (colon == text.npos)) {
        auto message = "failed to parse pid: '" + std::string(text) + "'";
        return fail(is_out_of_range(text) ? failed(std::move(message), ERANGE) : refused(std::move(message)));
    }
    request.entry.target = static_cast<pid_t>(*pid);
    request.target_inode = *inode;
    return {};
}

Done set_id(IdRequest& request, std::string_view what, std::string_view text) {
    request.follows = text == "follow";
    request.id.reset();
    if (!request.follows) request.id = TRY(parse_id(what, text));
    return {};
}

Done set_net_socket(Request& request, const char* argument) {
    auto fd = parse_id(argument);
    if (!fd || *fd > 0x7fffffff) return fail(refused("failed to parse file descriptor: '" + std::string(argument) + "'"));
    request.net_socket = static_cast<int>(*fd);
    return {};
}

/// What stands behind a short option may begin with "=": -n=FILE.
const char* without_equals(const char* argument) {
    return argument != nullptr && *argument == '=' ? argument + 1 : argument;
}

Done set_directory(DirectoryRequest& request, const char* argument) {
    const char* path = without_equals(argument);
    if (path == nullptr) request.of_target = true;
    if (path == nullptr) return {};
    request.directory.reset(::open(path, O_RDONLY | O_CLOEXEC));
    if (!request.directory) return fail(failed("cannot open " + std::string(path)));
    return {};
}

Done exclude(bool other) {
    if (other) return fail(refused("mutually exclusive arguments: --wdns --wd"));
    return {};
}

/// Without a directory it asks for nothing, and excludes --wd all the same.
Done set_inner_directory(Request& request, const char* argument) {
    request.has_wdns = true;
    request.inner_directory = without_equals(argument);
    return exclude(request.directory.of_target || request.directory.directory);
}

/// An option that is no namespace, and what it does.
struct Rule {
    std::string_view name;
    Done (*take)(Request&, const char* argument);
};

constexpr Rule kRules[] = {
    {"all", [](Request& r, const char*) { r.all = true; return Done{}; }},
    {"target", set_target},
    {"net-socket", set_net_socket},
    {"user-parent", [](Request& r, const char*) { r.user_parent = true; return Done{}; }},
    {"setuid", [](Request& r, const char* a) { return set_id(r.uid, "failed to parse uid", a); }},
    {"setgid", [](Request& r, const char* a) { return set_id(r.gid, "failed to parse gid", a); }},
    {"preserve-credentials", [](Request& r, const char*) { r.preserves_credentials = true; return Done{}; }},
    {"keep-caps", [](Request& r, const char*) { r.keeps_capabilities = true; return Done{}; }},
    {"root", [](Request& r, const char* a) { return set_directory(r.root, a); }},
    {"wd", [](Request& r, const char* a) -> Done { TRY(exclude(r.has_wdns)); return set_directory(r.directory, a); }},
    {"wdns", set_inner_directory},
    {"env", [](Request& r, const char*) { r.takes_environment = true; return Done{}; }},
    {"no-fork", [](Request& r, const char*) { r.forks = false; return Done{}; }},
    {"join-cgroup", [](Request& r, const char*) { r.joins_cgroup = true; return Done{}; }},
    {"follow-context", [](Request& r, const char*) { r.follows_context = true; return Done{}; }},
};

/// A file goes before the target, wherever it stands; the last file counts.
Done take_namespace(Entry& entry, const Namespace& kind, const char* argument) {
    UniqueFd& file = entry.files[&kind - kNamespaces];
    const char* path = without_equals(argument);
    if (path != nullptr) file = TRY(open_namespace(path));
    entry.of_target = file ? entry.of_target & ~kind.flag : entry.of_target | kind.flag;
    return {};
}

}  // namespace

Result<bool> take_nsenter_option(void* into, const cli::Parsed& option) {
    auto& request = *static_cast<Request*>(into);
    const char* argument = option.argument ? option.argument->data() : nullptr;
    auto name = option.option->name;
    if (name == "help" || name == "version") return false;
    if (const Namespace* kind = find_namespace(name)) return TRY(take_namespace(request.entry, *kind, argument)), true;
    for (const Rule& rule : kRules)
        if (rule.name == name) return TRY(rule.take(request, argument)), true;
    return true;
}

}  // namespace sandbox::classic
