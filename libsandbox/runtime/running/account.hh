// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/find.hh"

namespace sandbox {

/// Somebody inside a sandbox. An empty name or home: nothing is known of it.
struct Account {
    std::uint32_t user = 0;
    std::uint32_t group = 0;
    std::string name{};
    std::string home{};
};

/// "" is whom the sandbox's command runs as; a number is that id, with the group of the same number; a name is looked up in
/// the sandbox's own /etc/passwd, which is read as data that anybody may have written. Errors: no such user, an id too large.
Result<Account> account_of(const ledger::Running& sandbox, const std::string& user);

}  // namespace sandbox
