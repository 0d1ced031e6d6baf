// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/service/generate.hh"

#include "core/file.hh"
#include "core/text.hh"
#include "runtime/invocation.hh"
#include "unit/prescan.hh"
#include "unit/read.hh"
#include "unit/trust.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <set>
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

/// What starts the service of a unit that is broken, as far as that can be told; nothing, if the unit is no service.
std::optional<std::vector<std::string>> wishes_of(const std::string& path, uid_t caller, Manager manager) {
    std::vector<std::string> boot{manager == Manager::system ? "multi-user.target" : "default.target"};
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
    auto unit = resolve({.unit = source.name.ends_with('@') ? source.name + "instance" : source.name});
    if (unit && unit->about.is_installed()) return service_of(source, *unit);
    if (unit) return std::nullopt;
    auto wishes = wishes_of(source.path, ::geteuid(), manager);
    if (!wishes) return std::nullopt;
    return broken_service(source, unit.error().message(), *std::move(wishes));
}

Result<void> link_to(const std::string& target, const std::string& path) {
    if (::symlink(target.c_str(), path.c_str()) < 0 && errno != EEXIST) return fail(Error::from_errno("link " + path));
    return {};
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
    for (const std::string& directory : directories) {
        auto names = units_in(directory, ::geteuid());
        if (!names) services.errors.push_back(names.error().message());
        if (!names) continue;
        std::ranges::sort(*names);
        for (const std::string& file : *names) {
            auto name = file.substr(0, file.size() - kSuffix.size());
            if (!seen.insert(name).second) continue;
            if (auto service = service_at({name, directory + "/" + file, programs}, manager)) services.files.push_back(*std::move(service));
        }
    }
    return services;
}

Result<void> write_service(const std::string& directory, const ServiceFile& service) {
    auto path = directory + "/" + service.name;
    auto file = TRY(open_file(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0644));
    TRY(write_all(file.get(), service.text, path));
    for (const std::string& target : service.wanted_by) {
        // A template is started as one of its instances, which somebody else names.
        if (service.name.ends_with("@.service")) continue;
        auto wants = directory + "/" + target + ".wants";
        if (::mkdir(wants.c_str(), 0755) < 0 && errno != EEXIST) return fail(Error::from_errno("mkdir " + wants));
        TRY(link_to("../" + service.name, wants + "/" + service.name));
    }
    for (const std::string& alias : service.alias) TRY(link_to(service.name, directory + "/" + alias));
    return {};
}

}  // namespace sandbox
