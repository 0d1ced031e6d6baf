// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/values.hh"

#include "core/file.hh"
#include "core/text.hh"
#include "domains/cgroups/file.hh"

#include <cerrno>
#include <fcntl.h>

namespace sandbox::cgroup {

static Version other(Version version) {
    return version == Version::v1 ? Version::v2 : Version::v1;
}

Outcome<Located> locate(const Mounts& mounts, std::string_view path, std::string_view file, Words words) {
    auto controller = cgroups::controller_of(file);
    auto own = mounts.hierarchy_of(controller);
    bool is_own = own && (!words || (*own)->version == *words);
    auto counterpart = words ? mounts.hierarchy_of(cgroups::counterpart(*words, controller)) : own;
    if (!is_own && !counterpart) return std::unexpected(counterpart.error());
    Located there{TRY(mounts.group(*(is_own ? *own : *counterpart), path))};
    there.needs_translation = words && there.group.version != *words;
    // A hybrid host has both: the group is in the one or in the other.
    if (!is_own || !counterpart || *own == *counterpart || TRY(is_there(there.group))) return there;
    Group other_group = TRY(mounts.group(**counterpart, path));
    if (!TRY(is_there(other_group))) return there;
    return Located{other_group, other_group.version != *words};
}

/// A file of the group that `path` is in the hierarchy of the file's controller, on a host of that version.
static cgroups::Read reader(const Mounts& mounts, std::string_view path, Version host) {
    return [&mounts, path = std::string(path), host](std::string_view file) -> Result<std::string> {
        auto located = locate(mounts, path, file, host);
        if (!located) return fail(Error::from_errno("read " + std::string(file), located.error().os_error != 0 ? located.error().os_error : ENOENT));
        return cgroups::read(located->group, file);
    };
}

static std::unexpected<Trouble> not_translated(const Error& error) {
    if (error.fault() == Fault::usage) return trouble(Code::no_conversion, error.message());
    return trouble(error);
}

Outcome<std::string> read_value(const Mounts& mounts, std::string_view path, std::string_view file, Words words) {
    Located located = TRY(locate(mounts, path, file, words));
    if (located.needs_translation) {
        auto text = cgroups::translate_file(*words, file, reader(mounts, path, other(*words)));
        if (!text) return not_translated(text.error());
        return *text;
    }
    auto text = cgroups::read(located.group, file);
    if (!text) return trouble(text.error());
    if (text->ends_with('\n')) text->pop_back();
    return *text;
}

Outcome<Content> read_listed(const Group& group, const std::string& file) {
    std::string path = group.directory() + "/" + file;
    auto open = open_file(path, O_RDONLY);
    int code = open ? 0 : open.error().code();
    if (code == EACCES || code == EPERM) return Content{Readable::closed};
    if (code == ENOENT) return Content{Readable::gone};
    if (!open) return trouble(open.error());
    auto text = read_all(open->get(), path, 64u << 20);
    code = text ? 0 : text.error().code();
    if (code == EINVAL || code == EOPNOTSUPP) return Content{Readable::mute};
    if (code == ENODEV) return Content{Readable::gone};
    if (!text) return trouble(text.error());
    return Content{Readable::text, *std::move(text)};
}

/// Code::no_value: the file cannot be opened. Code::other: the kernel refuses the line.
static Outcome<> write_line(const Group& group, std::string_view file, std::string_view line) {
    auto open = cgroups::open_to_write(group, file, line);
    // libcgroup has one word for a file that cannot be opened, whatever the reason.
    if (!open) return trouble(Code::no_value, open.error().message());
    auto written = cgroups::write_to(open->get(), group, file, line);
    if (!written) return trouble(written.error());
    return {};
}

static Outcome<> write_lines(const Group& group, const Setting& setting) {
    for (std::string_view line : split(setting.value, '\n'))
        if (!line.empty() || setting.value.empty()) TRY(write_line(group, setting.file, line));
    return {};
}

Outcome<> write_value(const Mounts& mounts, std::string_view path, const Setting& setting, Words words) {
    Located located = TRY(locate(mounts, path, setting.file, words));
    if (!located.needs_translation) return write_lines(located.group, setting);
    auto settings = cgroups::translate_setting(*words, setting, reader(mounts, path, other(*words)));
    if (!settings) return not_translated(settings.error());
    for (const Setting& one : *settings) {
        Located place = TRY(locate(mounts, path, one.file, other(*words)));
        TRY(write_lines(place.group, one));
    }
    return {};
}

}  // namespace sandbox::cgroup
