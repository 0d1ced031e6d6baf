// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/facts.hh"

#include "core/file.hh"
#include "core/machine_id.hh"
#include "domains/journal/kept_directory.hh"

#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sandbox::journal {
namespace {

std::string kept_of(const std::string& guest, const std::string& root) {
    auto own = read_file("/etc/machine-id", 64);
    if (own && machine_id_in(*own) == guest) return "own";
    struct stat status {};
    if (::stat(kKept, &status) < 0) return "absent";
    auto path = std::string(kKept) + "/" + guest;
    if (::lstat(path.c_str(), &status) < 0) return "none";
    if (S_ISLNK(status.st_mode)) return "link";
    return may_keep(path, root) ? "directory" : "other";
}

}  // namespace

void need(bool is_wanted, Facts& facts) {
    if (is_wanted) facts.absence.ask();
}

void need_link(const Spec& spec, bool is_booted, Facts& facts) {
    if (!is_booted || *spec.link == Link::no) return;
    facts.guest.ask();
    facts.kept.ask();
}

void probe(const std::string& root_directory, std::string told_id, Facts& facts) {
    if (facts.absence.is_asked()) {
        bool is_there = ::access(kSocket, W_OK) == 0;
        facts.absence.set(is_there ? "" : std::string("no journald listens at ") + kSocket);
    }
    if (!facts.guest.is_asked()) return;
    // Who boots nothing is refused by the plan.
    auto guest = root_directory.empty() ? std::string() : machine_id_of(root_directory);
    std::erase(told_id, '-');
    if (guest.empty() && !root_directory.empty()) guest = std::move(told_id);
    facts.kept.set(guest.empty() ? "" : kept_of(guest, root_directory));
    facts.guest.set(std::move(guest));
}

}  // namespace sandbox::journal
