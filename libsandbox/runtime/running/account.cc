// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/account.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <fcntl.h>

namespace sandbox {
namespace {

std::optional<std::uint32_t> parse_id(std::string_view text) {
    auto number = parse_number(text);
    if (!number || *number >= 0xffffffff) return std::nullopt;  // the last is "none" to the kernel
    return static_cast<std::uint32_t>(*number);
}

/// The file of the process's own root, whatever links it has there.
Result<std::string> read_passwd(const ledger::Running& sandbox) {
    auto root = TRY(open_file("/proc/" + std::to_string(sandbox.record.init.pid) + "/root", O_PATH | O_DIRECTORY));
    // The number still was our process's when its root was opened, or it is none of ours.
    TRY(open_process(sandbox.record.init));
    return read_in_root(root.get(), "etc/passwd", "the sandbox's /etc/passwd");
}

}  // namespace

Result<Account> account_of(const ledger::Running& sandbox, const std::string& user) {
    if (user.empty()) return Account{sandbox.record.joining.user, sandbox.record.joining.group};
    if (user.find_first_not_of("0123456789") == user.npos) {
        if (auto id = parse_id(user)) return Account{*id, *id};
        return fail(Error::usage("--user: " + quote(user) + " is no user's id"));
    }
    auto passwd = TRY(read_passwd(sandbox));
    for (std::string_view line : split(passwd, '\n')) {
        auto fields = split(line, ':');
        if (fields.size() != 7 || fields[0] != user) continue;
        auto id = parse_id(fields[2]), group = parse_id(fields[3]);
        if (id && group && fields[5].starts_with('/') && fields[5].find('\0') == line.npos)
            return Account{*id, *group, user, std::string(fields[5])};
    }
    return fail(Error::impossible("--user: the sandbox has no user " + quote(user)));
}

}  // namespace sandbox
