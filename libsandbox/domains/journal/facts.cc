// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/facts.hh"

#include "core/file.hh"
#include "core/sys.hh"

#include <unistd.h>
#include <utility>

namespace sandbox::journal {
namespace {

std::string id_in(std::string_view text) {
    auto id = text.substr(0, text.find('\n'));
    bool is_id = id.size() == 32 && id.find_first_not_of("0123456789abcdef") == id.npos;
    return is_id ? std::string(id) : "";
}

/// Of a tree that is somebody else's. A root that is not there has none; the launch says so.
std::string id_of(const std::string& root_directory) {
    auto root = open_file(root_directory, O_PATH | O_DIRECTORY);
    if (!root) return "";
    UniqueFd file(sys::openat2(root->get(), "etc/machine-id", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) < 0 || !S_ISREG(status.st_mode)) return "";
    auto text = read_all(file.get(), root_directory + "/etc/machine-id", 64);
    return text ? id_in(*text) : "";
}

std::string kept_of(const std::string& guest) {
    auto own = read_file("/etc/machine-id", 64);
    if (own && id_in(*own) == guest) return "own";
    struct stat status {};
    if (::stat(kKept, &status) < 0) return "absent";
    if (::lstat((std::string(kKept) + "/" + guest).c_str(), &status) < 0) return "none";
    return S_ISLNK(status.st_mode) ? "link" : "directory";
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
    auto guest = root_directory.empty() ? std::string() : id_of(root_directory);
    std::erase(told_id, '-');
    if (guest.empty() && !root_directory.empty()) guest = std::move(told_id);
    facts.kept.set(guest.empty() ? "" : kept_of(guest));
    facts.guest.set(std::move(guest));
}

}  // namespace sandbox::journal
