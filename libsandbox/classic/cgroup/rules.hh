// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/spec.hh"
#include "classic/cgroup/trouble.hh"

#include <sys/types.h>

namespace sandbox::cgroup {

/// A line of cgrules.conf(5): USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS].
struct Rule {
    std::string user{};      ///< a name, "@group", "*", or "%": what the rule above has
    std::string process{};   ///< a name or a path; empty: all
    Spec target{};           ///< its path may have %u %U %g %G %p %P
    bool is_ignored = false; ///< who matches stays where it is

    bool operator==(const Rule&) const = default;
};

/// What is asked about: whose process it is, and what it runs.
struct Subject {
    uid_t user = 0;
    gid_t group = 0;
    pid_t process = 0;
    std::string program{};  ///< as it was called, or the path of its file
};

/// The lines of a rules file. Code::parse_failed names the line.
Outcome<std::vector<Rule>> parse_rules(std::string_view text);

/// The rules of /etc/cgrules.conf, then those of the files in /etc/cgrules.d.
Outcome<std::vector<Rule>> read_rules();

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

/// A path with its %u %U %g %G %p %P filled in; "\\%" is a "%".
std::string fill_path(std::string_view path, const Subject& subject, const Accounts& accounts);

/// Where the first rule that fits wants the process: itself, and the "%" lines below it. None: no rule fits, or it ignores.
std::vector<Target> match_rules(const std::vector<Rule>& rules, const Subject& subject, const Accounts& accounts);

/// read_rules() and match_rules().
Outcome<std::vector<Target>> find_targets(const Subject& subject);

/// What is known of a process. ESRCH, ENOENT: it is gone.
Outcome<Subject> subject_of(pid_t process);

}  // namespace sandbox::cgroup
