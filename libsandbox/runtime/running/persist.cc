// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/persist.hh"

#include "core/file.hh"
#include "core/lock.hh"
#include "core/path.hh"
#include "core/replace.hh"
#include "unit/read.hh"
#include "unit/trust.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {
namespace {

constexpr const char* kFile = "90-sandbox-set.toml";  ///< drop-ins are read in the order of their names
constexpr const char* kLock = ".90-sandbox-set.lock";
constexpr std::chrono::seconds kLockPatience{5};
constexpr const char* kHead = "# Written by sandbox-set --persist.\n";

/// Made if it is missing. It is no link: somebody inside may be able to write to the directory above, where another sandbox has it.
Result<UniqueFd> enter(int above, const std::string& path) {
    std::string name(base_of(path));
    if (::mkdirat(above, name.c_str(), 0755) < 0 && errno != EEXIST) return fail(Error::from_errno("mkdir " + path));
    UniqueFd directory(::openat(above, name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!directory && (errno == ENOTDIR || errno == ELOOP))
        return fail(Error::impossible(path + " is no directory").hint("what is kept is written through no link"));
    if (!directory) return fail(Error::from_errno("open " + path));
    struct stat status {};
    if (::fstat(directory.get(), &status) < 0) return fail(Error::from_errno("stat " + path));
    bool is_ours = (status.st_uid == 0 || status.st_uid == ::geteuid()) && (status.st_mode & 022) == 0;
    if (!is_ours) return fail(Error::impossible(path + " is not a directory that only root or you may write to"));
    return directory;
}

/// With those above it, to which nobody else could have led the way.
Result<UniqueFd> find_or_make(const std::string& path) {
    auto found = TRY(find_trusted(path, ::geteuid()));
    if (found) return std::move(found->fd);
    return enter(TRY(find_or_make(std::string(parent_of(path)))).get(), path);
}

/// Of two changes at once the later builds on the other. By a file that nobody else can open, for whoever can could lock it.
Result<UniqueFd> lock(int directory, const std::string& path) {
    UniqueFd file(::openat(directory, kLock, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
    if (!file) return fail(Error::from_errno("open " + path));
    TRY(lock_within(file.get(), kLockPatience, path));
    return file;
}

/// What is kept already; a missing file is empty.
Result<std::vector<Assignment>> kept_in(int directory, const std::string& path) {
    auto file = open_regular_at(directory, kFile, path);
    if (!file && file.error().code() == ENOENT) return std::vector<Assignment>();
    if (!file && file.error().code() == ELOOP) return fail(Error::impossible(path + " is a symbolic link").hint("what is kept is read through none"));
    return read_unit(TRY(read_all(TRY(std::move(file)).get(), path)), path);
}

bool is_empty_text(const Value& value) {
    const auto* text = std::get_if<std::string>(&value.data);
    return text != nullptr && text->empty();
}

/// Whether a change leaves what the sandbox has of the key beside it: limits of other devices, other files. Only the
/// processors are set anew.
bool is_added(const Setting& row) {
    return row.kind == Kind::map || (row.kind == Kind::list && row.key != "Resources.CPUAffinity");
}

/// The device of "PATH NUMBER".
std::string_view device_of(const Value& value) {
    const auto* text = std::get_if<std::string>(&value.data);
    return text == nullptr ? "" : std::string_view(*text).substr(0, text->find_last_of(' '));
}

/// `is_by_device`: of one device the later limit counts, and the earlier goes.
void add_items(Value::List& list, const Value::List& more, bool is_by_device) {
    if (!more.empty() && is_empty_text(more.front())) list.clear();
    for (const Value& item : more) {
        if (is_by_device) std::erase_if(list, [&](const Value& old) { return !is_empty_text(old) && device_of(old) == device_of(item); });
        list.push_back(item);
    }
}

void add_entries(Value::Map& map, const Value::Map& more) {
    for (const Entry& entry : more) {
        std::erase_if(map, [&](const Entry& old) { return old.key == entry.key; });
        map.push_back(entry);
    }
}

/// As a unit reads one assignment behind another.
void add(Assignment& one, const Assignment& more) {
    auto* list = std::get_if<Value::List>(&one.value.data);
    auto* map = std::get_if<Value::Map>(&one.value.data);
    const auto* items = std::get_if<Value::List>(&more.value.data);
    const auto* entries = std::get_if<Value::Map>(&more.value.data);
    if (list != nullptr && items != nullptr) add_items(*list, *items, is_added(*one.row));
    else if (map != nullptr && entries != nullptr) add_entries(*map, *entries);
    else one = more;
}

std::vector<Assignment>::iterator find_row(std::vector<Assignment>& assignments, const Assignment& wanted) {
    return std::ranges::find(assignments, wanted.row, &Assignment::row);
}

/// Each key once.
std::vector<Assignment> together(std::span<const Assignment> changes) {
    std::vector<Assignment> each;
    for (const Assignment& change : changes) {
        auto same = find_row(each, change);
        if (same == each.end()) each.push_back(change);
        else add(*same, change);
    }
    return each;
}

/// A list takes the place of the unit's by an empty text in front, or it would be added to it.
void replace(Assignment& one) {
    auto* list = std::get_if<Value::List>(&one.value.data);
    if (list != nullptr && (list->empty() || !is_empty_text(list->front()))) list->insert(list->begin(), Value{.data = std::string()});
}

void keep(std::vector<Assignment>& kept, Assignment change) {
    auto same = find_row(kept, change);
    if (same != kept.end() && is_added(*change.row)) {
        add(*same, change);
        return;
    }
    if (!is_added(*change.row)) replace(change);
    if (same != kept.end()) kept.erase(same);
    kept.push_back(std::move(change));
}

}  // namespace

Result<void> check_persist(const ledger::Record& record) {
    if (!record.drop_ins.empty()) return {};
    return fail(Error::usage("--persist: the sandbox was started without a unit, which could keep it"));
}

Result<void> persist(const ledger::Record& record, std::span<const Assignment> changes) {
    TRY(check_persist(record));
    auto path = record.drop_ins + "/" + kFile;
    auto directory = TRY(enter(TRY(find_or_make(std::string(parent_of(record.drop_ins)))).get(), record.drop_ins));
    auto lock_file = TRY(lock(directory.get(), record.drop_ins + "/" + kLock));
    auto kept = TRY(kept_in(directory.get(), path));
    for (Assignment& change : together(changes)) keep(kept, std::move(change));
    std::string text = kHead;
    for (const Assignment& one : kept) text += std::string(one.row->key) + " = " + print_toml(one.value) + "\n";
    return replace_file(directory.get(), kFile, text, 0644, path);
}

}  // namespace sandbox
