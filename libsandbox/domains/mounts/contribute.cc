// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/base.hh"
#include "domains/mounts/plan.hh"

#include "core/path.hh"

#include <sched.h>

namespace sandbox::mounts {
namespace {

using Kind = Place::Kind;

Place::Idmap idmap_of(const Bind& bind, bool read_only) {
    if (bind.idmap == Bind::Idmap::range) return Place::Idmap::whole;
    if (bind.idmap == Bind::Idmap::yes) return Place::Idmap::yes;
    if (bind.idmap == Bind::Idmap::no || read_only) return Place::Idmap::no;
    return Place::Idmap::yes;
}

Place place_of(const Given<Bind>& bind, bool read_only, std::string_view setting) {
    return {.kind = Kind::bind, .target = bind->target, .source = bind->source,
            .flags = {.read_only = read_only, .noexec = bind->noexec}, .recursive = bind->recursive,
            .optional = bind->optional, .idmap = idmap_of(*bind, read_only), .reason = {setting, bind.origin}};
}

/// The ids of a mount can be those inside, one by one, only where there is one for each; the launcher's own are it without a map.
Result<void> check_range(const GivenList<Bind>& binds, std::string_view setting, Contributions::Ids ids) {
    using Ids = Contributions::Ids;
    if (ids == Ids::launcher || ids == Ids::range) return {};
    for (const auto& bind : binds)
        if (bind->idmap == Bind::Idmap::range)
            return fail(Error::usage("idmap=range needs a range of ids inside, from 0 on; User.PrivateUsers = \"pick\" has one")
                            .at(bind.origin, setting));
    return {};
}

void bound_arguments(const Spec& spec, const Surroundings& around, std::vector<Place>& out) {
    for (const auto& number : spec.bind_arguments) {
        auto index = static_cast<std::size_t>(*number) - 1;
        if (index >= around.argument_paths.size()) continue;
        const std::string& path = around.argument_paths[index];
        out.push_back({.kind = Kind::bind, .target = path, .source = path, .flags = {.read_only = true},
                       .is_file = true, .idmap = Place::Idmap::when_needed, .reason = {"Files.BindArguments", number.origin}});
    }
}

Result<void> written_places(const Spec& spec, std::vector<Place>& out) {
    for (const auto& bind : spec.bind) out.push_back(place_of(bind, false, "Files.Bind"));
    for (const auto& bind : spec.bind_read_only) out.push_back(place_of(bind, true, "Files.BindReadOnly"));
    for (const auto& tmpfs : spec.tmpfs)
        out.push_back({.kind = Kind::tmpfs, .target = tmpfs->target, .size = tmpfs->size, .inodes = tmpfs->inodes,
                       .mode = tmpfs->mode, .reason = {"Files.TemporaryFileSystem", tmpfs.origin}});
    for (const auto& path : spec.inaccessible)
        out.push_back({.kind = Kind::mask, .target = path->path, .optional = path->optional,
                       .reason = {"Files.Inaccessible", path.origin}});
    auto absolute = [](const std::string& text, const Origin& origin, std::string_view setting) -> Result<std::string> {
        auto path = absolute_path(text);
        if (!path) return fail(std::move(path).error().at(origin, setting));
        if (*path == "/") return fail(Error::usage("the root is a directory").at(origin, setting));
        return path;
    };
    for (const auto& [path, target] : spec.symlink)
        out.push_back({.kind = Kind::symlink, .target = TRY(absolute(path, target.origin, "Files.Symlink")),
                       .source = *target, .reason = {"Files.Symlink", target.origin}});
    for (const auto& [path, content] : spec.data)
        out.push_back({.kind = Kind::file, .target = TRY(absolute(path, content.origin, "Files.Data")),
                       .source = *content, .mode = 0644, .reason = {"Files.Data", content.origin}});
    return {};
}

/// The command works in the root, and its HOME is no directory that is not there; an init's is its system's affair.
void go_without_home(bool is_booted, Contributions& out) {
    bool is_ours = out.home == "/root" || is_below(out.home, "/home");
    out.home = "/";
    if (is_booted || !is_ours) return;
    for (SetEnvironment& variable : out.environment)
        if (variable.name == "HOME") variable.value = out.home;
}

/// A mount that comes from the host later is as writable as it is there: a tree that is read-only inside takes none.
Result<void> check_propagation(const Spec& spec) {
    bool is_writable_root = !spec.root_directory->empty() && !*spec.read_only;
    if (*spec.propagation != Propagation::slave || is_writable_root || !spec.bind.empty()) return {};
    return fail(Error::usage("what the host mounts later is as writable inside as it is there, so only Files.Bind and a writable "
                             "Files.RootDirectory take it, and the unit has neither")
                    .at(spec.propagation.origin, "Files.Propagation"));
}

}  // namespace

Result<void> contribute(const Spec& spec, const Facts& facts, const Surroundings& around, Contributions& out) {
    if (spec.root_directory.is_given() && spec.base.is_given() && !spec.root_directory->empty())
        return fail(Error::usage("Files.RootDirectory (" + spec.root_directory.origin.print() +
                                 ") is a root already; Files.Base says what there is without one")
                        .at(spec.base.origin, "Files.Base"));
    if (spec.root_directory->empty() && *spec.base == Base::host && !*spec.read_only)
        return fail(Error::usage("the host's own tree is read-only; Files.Bind makes parts of it writable")
                        .at(spec.read_only.origin, "Files.ReadOnly"));
    TRY(check_propagation(spec));
    TRY(check_range(spec.bind, "Files.Bind", out.ids));
    TRY(check_range(spec.bind_read_only, "Files.BindReadOnly", out.ids));
    if (*spec.proc != Proc::none && !around.has_pid_namespace) {
        Reason where = spec.proc.is_given() ? Reason{"Files.Proc", spec.proc.origin} : out.namespace_list;
        return fail(Error::usage("without a pid namespace of its own the sandbox can have no /proc; Files.Proc = \"none\" does without")
                        .at(where.origin, where.setting));
    }
    std::vector<std::string> usr_links, homes;
    if (spec.root_directory->empty() && *spec.base == Base::usr) usr_links = TRY(facts.usr_links.get("mounts.usr_links"));
    if (spec.root_directory->empty() && *spec.base == Base::host) homes = TRY(facts.homes.get("mounts.homes"));
    base_places(spec, usr_links, homes, out.places);
    bool is_root_ours = spec.root_directory->empty() && *spec.base != Base::host;
    device_places(is_root_ours && *spec.read_only, around.is_booted, out.places);
    proc_places(spec, around, out.places);
    temporary_places(spec, out.home, around.is_booted, out.places);
    if (*spec.home == Home::none) go_without_home(around.is_booted, out);
    sys_places(spec, out.places);
    if (*spec.mqueue) {
        Reason reason{"Files.MQueue", spec.mqueue.origin};
        out.namespaces.push_back({CLONE_NEWIPC, true, false, reason});
        out.places.push_back({.kind = Kind::mqueue, .target = "/dev/mqueue", .flags = {.noexec = true}, .reason = reason});
    }
    bound_arguments(spec, around, out.places);
    return written_places(spec, out.places);
}

}  // namespace sandbox::mounts
