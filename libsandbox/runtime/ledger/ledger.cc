// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/ledger.hh"

#include "core/file.hh"
#include "runtime/ledger/entry.hh"
#include "runtime/ledger/find.hh"
#include "runtime/ledger/place.hh"
#include "runtime/ledger/sweep.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::ledger {
namespace {

/// The entry's directory, and whether we have its lock now.
struct Taken {
    UniqueFd directory;
    bool is_ours;
    bool is_same;  ///< it has the name still: a watcher removes an entry without the place's lock
};

Result<Taken> open_taken(int entries, const std::string& name) {
    auto directory = TRY(open_entry(entries, name));
    bool is_ours = ::flock(directory.get(), LOCK_EX | LOCK_NB) == 0;
    if (!is_ours && errno != EWOULDBLOCK) return fail(Error::from_errno("lock the ledger's entry " + name));
    bool has_name = TRY(is_same(entries, name, directory.get()));
    return Taken{std::move(directory), is_ours, has_name};
}

/// It is made if it is missing.
Result<Taken> try_take(int entries, const std::string& name) {
    bool is_new = ::mkdirat(entries, name.c_str(), 0700) == 0;
    if (!is_new && errno != EEXIST) return fail(Error::from_errno("make the ledger's entry " + name));
    auto taken = open_taken(entries, name);
    if (!taken && is_new) ::unlinkat(entries, name.c_str(), AT_REMOVEDIR);
    return taken;
}

/// Nothing if a live sandbox has the name; then `other` is its entry.
Result<UniqueFd> take(int entries, const std::string& name, UniqueFd& other) {
    for (int attempt = 0; attempt < 1000; ++attempt) {
        auto taken = try_take(entries, name);
        if (!taken && taken.error().code() == ENOENT) continue;
        if (!taken) return fail(std::move(taken).error());
        if (!taken->is_same) continue;
        if (taken->is_ours) return std::move(taken->directory);
        other = std::move(taken->directory);
        return UniqueFd();
    }
    return fail(Error::impossible("the ledger's entry " + name + " comes and goes"));
}

Error taken_by(const std::string& name, int directory) {
    std::string text = "a sandbox called " + name + " is running";
    if (auto record = read_record(directory)) text += " under process " + std::to_string(record->supervisor.pid);
    return Error::impossible(std::move(text));
}

/// The directory again, without the lock that belongs to the first descriptor.
Result<UniqueFd> unlocked(int entries) {
    UniqueFd directory(::openat(entries, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!directory) return fail(Error::from_errno("open the ledger"));
    return directory;
}

constexpr unsigned kMostNumbers = 100'000;

Error all_taken(const std::string& name) {
    return Error::impossible("every name that begins with " + name + " is taken");
}

/// With room for the number, and still a name where it is cut off.
std::string numbered(const std::string& name, unsigned number) {
    auto start = name.substr(0, 58);
    while (start.ends_with('.') || start.ends_with('-')) start.pop_back();
    return start + "-" + std::to_string(number);
}

}  // namespace

Ledger::~Ledger() {
    (void)leave();
}

Result<void> Ledger::leave() {
    if (!directory_) return {};
    auto place = lock_place();
    auto removed = place ? remove_from(place->get()) : fail(std::move(place).error());
    // The entry's own lock is ours: that does where the place's cannot be had.
    if (!removed) removed = remove_from(entries_.get());
    directory_.reset();
    return removed;
}

Result<void> Ledger::remove_from(int entries) {
    if (!TRY(is_same(entries, name_, directory_.get()))) return {};
    TRY(remove_files(directory_.get()));
    if (::unlinkat(entries, name_.c_str(), AT_REMOVEDIR) < 0 && errno != ENOENT)
        return fail(Error::from_errno("remove the ledger's entry " + name_));
    return {};
}

Result<Ledger> Ledger::begin(int place, const std::string& name, UniqueFd directory) {
    auto entries = unlocked(place);
    auto cleared = entries ? clear(directory.get()) : fail(std::move(entries).error());
    if (cleared) return Ledger(name, *std::move(entries), std::move(directory));
    // One that is empty goes, as when we have made it; what a dead sandbox left stays.
    ::unlinkat(place, name.c_str(), AT_REMOVEDIR);
    return fail(std::move(cleared).error());
}

Result<Ledger> Ledger::make(const std::string& name) {
    auto place = TRY(lock_place());
    UniqueFd other;
    auto directory = TRY(take(place.get(), name, other));
    if (!directory) return fail(taken_by(name, other.get()));
    return begin(place.get(), name, std::move(directory));
}

Result<Ledger> Ledger::make_unique(const std::string& name) {
    auto place = TRY(lock_place());
    for (unsigned number = 1; number < kMostNumbers; ++number) {
        std::string candidate = number == 1 ? name : numbered(name, number);
        UniqueFd other;
        auto directory = TRY(take(place.get(), candidate, other));
        if (!directory) continue;
        return begin(place.get(), candidate, std::move(directory));
    }
    return fail(all_taken(name));
}

Result<std::string> free_name(const std::string& name) {
    for (unsigned number = 1; number < kMostNumbers; ++number) {
        std::string candidate = number == 1 ? name : numbered(name, number);
        auto found = find_supervised(candidate);
        if (!found && found.error().code() == ESRCH) return candidate;
        // One that is only being started has no record, and one of a newer format is somebody's, too.
        bool is_taken = found || found.error().code() == 0 || found.error().code() == EOPNOTSUPP;
        if (!is_taken) return fail(std::move(found).error());
    }
    return fail(all_taken(name));
}

Result<void> Ledger::write_file(const std::string& file, std::string_view bytes) {
    auto temporary = file + ".new";
    auto noun = "the ledger's entry " + name_;
    UniqueFd written(::openat(directory_.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!written) return fail(Error::from_errno("open " + temporary).within(noun));
    auto done = write_all(written.get(), bytes, temporary);
    if (!done) return fail(std::move(done).error().within(noun));
    if (::renameat(directory_.get(), temporary.c_str(), directory_.get(), file.c_str()) < 0)
        return fail(Error::from_errno("rename " + temporary).within(noun));
    return {};
}

Result<void> Ledger::write(const Record& record) {
    const auto& filter = record.joining.filter;
    // Before the record, which says that they are whole and its own.
    auto before = "-" + std::to_string(edition_), now = "-" + std::to_string(edition_ + 1);
    TRY(write_file("start" + now, print_start(record.joining)));
    if (!filter.empty())
        TRY(write_file("filter" + now, {reinterpret_cast<const char*>(filter.data()), filter.size() * sizeof filter[0]}));
    if (!ended_) ended_ = UniqueFd(::openat(directory_.get(), "ended", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!ended_) return fail(Error::from_errno("open ended").within("the ledger's entry " + name_));
    TRY(write_record(record, edition_ + 1));
    ++edition_;
    for (const char* file : {"start", "filter"}) ::unlinkat(directory_.get(), (file + before).c_str(), 0);
    return {};
}

Result<void> Ledger::write_record(Record record, std::uint64_t edition) {
    record.edition = edition;
    return write_file("record.json", print(record));
}

Result<void> Ledger::write_groups(const Record& record) {
    if (edition_ == 0) return write_record(record, 0);
    auto known = TRY(read_record(directory_.get()));
    known.cgroups = record.cgroups;
    known.cgroup_inodes = record.cgroup_inodes;
    known.tunnel = record.tunnel;
    return write_record(std::move(known), edition_);
}

bool Ledger::is_marked() const {
    return ::faccessat(directory_.get(), "stop", F_OK, 0) == 0;
}

Result<void> Ledger::end(std::string_view report) {
    if (!ended_) return {};  // it ended before anybody could wait
    return write_all(ended_.get(), report, "the ledger's entry " + name_);
}

}  // namespace sandbox::ledger
