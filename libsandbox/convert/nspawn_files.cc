// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/nspawn_key.hh"
#include "convert/words.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "domains/mounts/spec.hh"

#include <algorithm>

namespace sandbox::convert {
namespace {

Result<void> read_only(Container& container, const std::string& value) {
    container.read_only = TRY(parse_tristate(value)).value_or(false);
    return {};
}

Result<void> volatile_mode(Container& container, const std::string& value) {
    container.is_state_volatile = value == "state";
    if (container.is_state_volatile) return {};
    bool is_overlay = value == "overlay";
    if (!is_overlay && !TRY(parse_boolean(value))) return {};
    return no_translation(is_overlay ? "there is no overlay over a root" : "a root is one directory; \"state\" has a temporary /var in it");
}

Result<void> take_option(Container::Bind& bind, std::string_view option) {
    if (option.empty() || option == "rbind") return {};
    if (option == "noidmap") return bind.is_mapped = false, Result<void>();
    if (option == "idmap") return bind.is_mapped = true, Result<void>();
    if (option == "norbind") return bind.options = "norbind", Result<void>();
    if (option == "rootidmap" || option == "owneridmap") return no_translation(std::string(option) + ": a bind is mapped as the root is, idmap, or not at all");
    return fail(Error::usage(quote(option) + " is no option of a bind"));
}

Result<Container::Bind> parse_bind(std::string_view value, bool is_read_only) {
    auto fields = parse_fields(value);
    if (fields.size() > 3) return fail(Error::usage(quote(value) + " has more than source, target and options"));
    Container::Bind bind{.is_read_only = is_read_only};
    std::string source = fields[0];
    if (source.starts_with('-')) bind.is_optional = true, source.erase(0, 1);
    if (source.starts_with('+')) return no_translation("a source in the root itself; name it by its path on the host");
    if (source.empty()) return no_translation("a directory made for the time of the run; Files.TemporaryFileSystem is one in memory");
    bind.source = TRY(absolute_path(source));
    bind.target = fields.size() > 1 && !fields[1].empty() ? TRY(absolute_path(fields[1])) : bind.source;
    if (bind.target == "/") return fail(Error::usage("a bind cannot be the root"));
    if (fields.size() > 2)
        for (std::string_view option : split(fields[2], ',')) TRY(take_option(bind, option));
    return bind;
}

Result<void> two_at(const std::string& path) {
    return no_translation(path + " would have two things at it, one above the other; leave one");
}

Result<void> add_bind(Container& container, const std::string& value, bool is_read_only) {
    auto bind = TRY(parse_bind(value, is_read_only));
    if (std::ranges::find(container.binds, bind) != container.binds.end()) return {};
    if (container.has_place(bind.target)) return two_at(bind.target);
    container.binds.push_back(std::move(bind));
    return {};
}

Result<void> bind(Container& container, const std::string& value) {
    return add_bind(container, value, false);
}

Result<void> bind_read_only(Container& container, const std::string& value) {
    return add_bind(container, value, true);
}

/// What mount(8) has for tmpfs, and every mount of a sandbox's is anyway.
bool is_always_so(std::string_view option) {
    return option.empty() || option == "nosuid" || option == "nodev" || option == "rw";
}

/// As Files.TemporaryFileSystem reads them; sizes of the kernel's may be written in small letters.
std::string tmpfs_options(std::string_view written) {
    std::string options;
    for (std::string_view option : split(written, ',')) {
        if (is_always_so(option)) continue;
        options += (options.empty() ? "" : ",") + std::string(option);
        if (option.starts_with("size=") && (option.ends_with('k') || option.ends_with('m') || option.ends_with('g')))
            options.back() = static_cast<char>(options.back() - 'a' + 'A');
    }
    return options;
}

/// Without options systemd-nspawn has 0755, with some the kernel its 1777, unless they say it.
Result<void> temporary_file_system(Container& container, const std::string& value) {
    auto fields = split_escaped(value, 2);
    auto path = TRY(absolute_path(fields[0]));
    bool has_options = fields.size() > 1 && !fields[1].empty();
    auto options = has_options ? tmpfs_options(fields[1]) : "mode=755";
    if (("," + options).find(",mode=") == std::string::npos) options += options.empty() ? "mode=1777" : ",mode=1777";
    auto text = escape_path(path) + ":" + options;
    if (auto parsed = mounts::parse_tmpfs(Value{.data = text}); !parsed) {
        if (!has_options) return fail(std::move(parsed).error());
        return no_translation(parsed.error().message());
    }
    if (std::ranges::find(container.tmpfs, text) != container.tmpfs.end()) return {};
    if (container.has_place(path)) return two_at(path);
    container.tmpfs.push_back(text);
    return {};
}

Result<void> inaccessible(Container& container, const std::string& value) {
    TRY(mounts::parse_optional_path(Value{.data = value}));
    container.inaccessible.push_back(value);
    return {};
}

Result<void> overlay(Container&, const std::string&) {
    return no_translation("there are no overlays; make one and name it in Files.Bind or as the root");
}

Result<void> ownership(Container& container, const std::string& value) {
    using Ownership = Container::Ownership;
    if (value == "off") return container.ownership = Ownership::off, Result<void>();
    if (value == "map" || value == "auto") return container.ownership = Ownership::map, Result<void>();
    if (value == "chown" || value == "foreign") return no_translation("the root's files are mapped, \"map\", and keep their owners on disk");
    if (auto boolean = parse_boolean(value)) return ownership(container, *boolean ? "auto" : "off");
    return fail(Error::usage(quote(value) + " is none of off, chown, map, auto"));
}

Result<void> chown(Container& container, const std::string& value) {
    return ownership(container, TRY(parse_boolean(value)) ? "chown" : "off");
}

Result<void> bind_user(Container&, const std::string& value) {
    if (value.empty()) return {};
    return no_translation("users of the host are not made known to a root");
}

constexpr NspawnKey kKeys[] = {
    {"Files.ReadOnly", read_only},
    {"Files.Volatile", volatile_mode},
    {"Files.Bind", bind},
    {"Files.BindReadOnly", bind_read_only},
    {"Files.TemporaryFileSystem", temporary_file_system},
    {"Files.Inaccessible", inaccessible},
    {"Files.Overlay", overlay},
    {"Files.OverlayReadOnly", overlay},
    {"Files.PrivateUsersChown", chown},
    {"Files.PrivateUsersOwnership", ownership},
    {"Files.BindUser", bind_user},
    {"Files.BindUserShell", bind_user},
};

}  // namespace

std::span<const NspawnKey> nspawn_files_keys() {
    return kKeys;
}

}  // namespace sandbox::convert
