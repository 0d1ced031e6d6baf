// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/spec.hh"

#include "core/assign.hh"
#include "core/path.hh"

namespace sandbox::mounts {
namespace {

Result<void> apply_option(Bind& bind, std::string_view option) {
    if (option == "norbind") bind.recursive = false;
    else if (option == "rbind") bind.recursive = true;
    else if (option == "noexec") bind.noexec = true;
    else if (option == "idmap") bind.idmap = Bind::Idmap::yes;
    else if (option == "idmap=range") bind.idmap = Bind::Idmap::range;
    else if (option == "noidmap") bind.idmap = Bind::Idmap::no;
    else if (option != "nosuid" && option != "nodev")  // both are always so
        return fail(Error::usage(quote(option) + " is no option of a bind: norbind, noexec, nosuid, nodev, idmap, idmap=range, noidmap"));
    return {};
}

Result<void> apply_option(Tmpfs& tmpfs, std::string_view option) {
    auto equals = option.find('=');
    std::string_view key = option.substr(0, equals), text = equals == option.npos ? "" : option.substr(equals + 1);
    bool is_read = false;
    if (key == "size") {
        auto size = parse_size(text);
        if ((is_read = size.has_value() && *size > Bytes{0} && *size < Bytes{std::uint64_t{1} << 62})) tmpfs.size = *size;
    } else if (key == "nr_inodes") {
        auto number = parse_number(text);
        if ((is_read = number && *number > 0)) tmpfs.inodes = *number;
    } else if (key == "mode") {
        auto mode = parse_mode(text);
        if ((is_read = mode.has_value())) tmpfs.mode = *mode;
    }
    if (!is_read) return fail(Error::usage(quote(option) + " is none of size=BYTES, nr_inodes=N, mode=OCTAL"));
    return {};
}

template <class T> Result<void> apply_options(T& subject, std::string_view options) {
    for (std::string_view option : split(options, ','))
        if (!option.empty()) TRY(apply_option(subject, option));
    return {};
}

}  // namespace

Result<std::string> parse_directory(std::string_view text) {
    if (text.empty()) return std::string();
    return absolute_path(text);
}

Result<Bind> parse_bind(const Value& value) {
    auto text = TRY(assign::as_text(value));
    Bind bind;
    bind.optional = text.starts_with('-');
    auto parts = split_escaped(std::string_view(text).substr(bind.optional), 3);
    bind.source = TRY(absolute_path(parts[0]));
    bind.target = parts.size() > 1 && !parts[1].empty() ? TRY(absolute_path(parts[1])) : bind.source;
    if (bind.target == "/") return fail(Error::usage("a bind cannot be the root; Files.RootDirectory can"));
    if (parts.size() > 2) TRY(apply_options(bind, parts[2]));
    return bind;
}

Result<Tmpfs> parse_tmpfs(const Value& value) {
    auto text = TRY(assign::as_text(value));
    auto parts = split_escaped(text, 2);
    Tmpfs tmpfs{.target = TRY(absolute_path(parts[0]))};
    if (tmpfs.target == "/") return fail(Error::usage("the root is no temporary file system of its own"));
    if (tmpfs.target == "/tmp" || tmpfs.target == "/dev/shm") tmpfs.mode = 01777;
    bool is_home = tmpfs.target == "/root" || (is_below(tmpfs.target, "/home") && tmpfs.target != "/home");
    if (is_home) tmpfs.mode = 0700;
    if (parts.size() > 1) TRY(apply_options(tmpfs, parts[1]));
    return tmpfs;
}

Result<OptionalPath> parse_optional_path(const Value& value) {
    auto text = TRY(assign::as_text(value));
    bool optional = text.starts_with('-');
    auto path = TRY(absolute_path(std::string_view(text).substr(optional)));
    if (path == "/") return fail(Error::usage("the root cannot be hidden"));
    return OptionalPath{std::move(path), optional};
}

Result<std::int64_t> parse_argument_number(const Value& value) {
    return assign::as_integer(value, 1, 4096);
}

}  // namespace sandbox::mounts
