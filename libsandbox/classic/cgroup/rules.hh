// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/spec.hh"
#include "classic/cgroup/trouble.hh"

#include <optional>
#include <sys/types.h>
#include <vector>

namespace sandbox::cgroup {

/// What is asked about: whose process it is, and what it runs.
struct Subject {
    uid_t user = 0;
    gid_t group = 0;
    pid_t process = 0;
    std::string program{};  ///< as it was called, or the path of its file
};

/// Who a rule's user is; by value, for tests.
struct Accounts {
    std::string (*user_name)(uid_t);
    std::string (*group_name)(gid_t);
    bool (*is_member)(const Subject& subject, std::string_view user, std::string_view group);  ///< `user`: the subject's name
};
extern const Accounts kHostAccounts;

/// Where a process belongs, and the path before it was filled in, by which a template is found.
struct Target {
    Spec spec{};
    std::string pattern{};

    bool operator==(const Target&) const = default;
};

/// What is wrong with a line.
struct Mistake {
    std::string told{};    ///< in libcgroup's words
    std::string detail{};  ///< "LINE: what is wrong"
};

/// Where the first rule of a file in the format of cgrules.conf(5), USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS], that fits
/// wants the process: itself, and the "%" lines below it; nowhere, if it ignores. Nothing: no rule fits. As by libcgroup every line
/// up to it must have its three words, and only those that fit be right in all else.
std::expected<std::optional<std::vector<Target>>, Mistake> match_rules(std::string_view text, const Subject& subject, const Accounts& accounts);

/// By the rules of /etc/cgrules.conf, else by those of the first file in /etc/cgrules.d that has one that fits.
Outcome<std::vector<Target>> find_targets(const Subject& subject);

/// What is known of a process. ESRCH, ENOENT: it is gone.
Outcome<Subject> subject_of(pid_t process);

}  // namespace sandbox::cgroup
