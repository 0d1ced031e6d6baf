// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/service/generate.hh"

#include "core/file.hh"
#include "core/replace.hh"
#include "core/text.hh"
#include "runtime/invocation.hh"
#include "unit/prescan.hh"
#include "unit/read.hh"
#include "unit/trust.hh"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <map>
#include <set>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace sandbox {
namespace {

constexpr std::string_view kSuffix = ".toml";

const Value* find(const Value& table, std::string_view key) {
    const auto* map = std::get_if<Value::Map>(&table.data);
    if (map == nullptr) return nullptr;
    for (const Entry& entry : *map)
        if (entry.key == key) return &entry.value;
    return nullptr;
}

/// A link to /dev/null in its place switches a unit off.
bool is_masked(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);
}

/// What starts the service of a unit that is broken, as far as that can be told; nothing, if the unit is no service.
std::optional<std::vector<std::string>> wishes_of(const std::string& path, uid_t caller, Manager manager) {
    std::vector<std::string> boot{manager == Manager::system ? "multi-user.target" : "default.target"};
    if (is_masked(path)) return std::nullopt;
    auto found = find_trusted(path, caller);
    auto text = found && *found ? read_trusted(**found, path, kMaxUnitBytes) : fail(Error::usage("not to be read"));
    if (!text) return boot;
    auto table = read_toml(*text, path, Dates::text);
    if (!table) return text->find("Install") == text->npos ? std::nullopt : std::optional(boot);
    const Value* install = find(*table, "Install");
    if (install == nullptr) return std::nullopt;
    std::vector<std::string> wishes;
    const Value* wanted = find(*install, "WantedBy");
    const auto* list = wanted != nullptr ? std::get_if<Value::List>(&wanted->data) : nullptr;
    if (list == nullptr) return wishes;
    for (const Value& element : *list)
        if (auto name = parse_service_name(element)) wishes.push_back(*name);
    return wishes;
}

Result<std::vector<std::string>> units_in(const std::string& directory, uid_t caller) {
    auto found = TRY(find_trusted(directory, caller));
    if (!found || !S_ISDIR(found->status.st_mode)) return std::vector<std::string>{};
    return list_trusted(*found, directory, kSuffix);
}

std::optional<ServiceFile> service_at(const ServiceSource& source, Manager manager) {
    if (source.name.ends_with(kSuffix)) {
        auto wishes = wishes_of(source.path, ::geteuid(), manager);
        auto reason = source.path + ": no unit can be called " + source.name + ", which means " + source.name.substr(0, source.name.size() - kSuffix.size());
        return wishes ? std::optional(broken_service(source, reason, *std::move(wishes))) : std::nullopt;
    }
    auto unit = resolve({.unit = source.name.ends_with('@') ? source.name + "instance" : source.name});
    if (unit && unit->about.is_installed()) return service_of(source, *unit);
    auto wishes = wishes_of(source.path, ::geteuid(), manager);
    if (!wishes) return std::nullopt;
    if (unit) return service_of(source, *unit);  // the section is empty
    return broken_service(source, unit.error().message(), *std::move(wishes));
}

/// That it leads there already is no error.
Result<void> link_to(const std::string& target, const std::string& path) {
    if (::symlink(target.c_str(), path.c_str()) == 0) return {};
    auto error = Error::from_errno("link " + path);
    char present[PATH_MAX];
    ssize_t length = errno == EEXIST ? ::readlink(path.c_str(), present, sizeof present) : -1;
    if (length >= 0 && std::string_view(present, static_cast<std::size_t>(length)) == target) return {};
    return fail(std::move(error));
}

}  // namespace

std::vector<std::string> service_directories(Manager manager, const SearchPath& search) {
    std::vector<std::string> directories;
    for (const std::string& directory : search.directories) {
        bool is_own = !search.home.empty() && directory.starts_with(search.home + "/");
        if (is_own == (manager == Manager::user)) directories.push_back(directory);
    }
    return directories;
}

Services find_services(const std::vector<std::string>& directories, const std::string& programs, Manager manager) {
    Services services;
    std::set<std::string> seen;
    std::map<std::string, std::string> sandboxes;  // the names of theirs, and the units that have them
    for (const std::string& directory : directories) {
        auto names = units_in(directory, ::geteuid());
        if (!names) services.errors.push_back(names.error().message());
        if (!names) continue;
        std::ranges::sort(*names);
        for (const std::string& file : *names) {
            auto name = file.substr(0, file.size() - kSuffix.size());
            if (!seen.insert(name).second) continue;
            ServiceSource source{name, directory + "/" + file, programs};
            auto service = service_at(source, manager);
            if (!service) continue;
            auto [owner, is_free] = sandboxes.try_emplace(sandbox_of(source), name);
            if (!is_free && !owner->first.empty())
                service = broken_service(source, source.path + ": its sandbox would be called " + owner->first + ", as that of the unit " + owner->second,
                                         std::move(service->wanted_by));
            services.files.push_back(*std::move(service));
        }
    }
    return services;
}

Result<void> write_service(const std::string& directory, const ServiceFile& service) {
    auto path = directory + "/" + service.name;
    TRY(replace_file(AT_FDCWD, path, service.text, 0644, path));  // an empty service would be a masked one
    for (const std::string& target : service.wanted_by) {
        // A template is started as one of its instances, which somebody else names.
        if (service.name.ends_with("@.service")) continue;
        auto wants = directory + "/" + target + ".wants";
        if (::mkdir(wants.c_str(), 0755) < 0 && errno != EEXIST) return fail(Error::from_errno("mkdir " + wants));
        TRY(link_to("../" + service.name, wants + "/" + service.name));
    }
    return {};
}

Result<void> write_aliases(const std::string& directory, const ServiceFile& service) {
    for (const std::string& alias : service.alias) {
        auto linked = link_to(service.name, directory + "/" + alias);
        if (!linked) return fail(std::move(linked).error().within("another name of " + service.name));
    }
    return {};
}

}  // namespace sandbox
