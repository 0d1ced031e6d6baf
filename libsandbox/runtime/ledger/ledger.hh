// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/record.hh"

namespace sandbox::ledger {

/// The entry of one sandbox, DIRECTORY/NAME: ours alone as long as we hold its lock (flock on the directory), and gone with
/// us. What it says survives us if we are killed; then the watcher removes it, or the next sandbox-* command that looks.
class Ledger {
public:
    Ledger(Ledger&&) noexcept = default;
    Ledger& operator=(Ledger&&) = delete;
    ~Ledger();

    /// Takes the name; of several at once exactly one gets it. What a dead sandbox of that name left is removed first.
    /// Errors: it is taken, by whom, and those of lock_place() and clear().
    static Result<Ledger> make(const std::string& name);
    /// The same with the first of NAME, NAME-2, NAME-3, … that is free.
    static Result<Ledger> make_unique(const std::string& name);

    /// Replaces what the entry says: readers see the old or the new record, never a part.
    Result<void> write(const Record& record);
    /// The same where only record.json has changed since.
    Result<void> update(const Record& record) { return write_record(record, edition_); }
    /// One more file in the entry, whole.
    Result<void> write_file(const std::string& file, std::string_view bytes);

    /// Says which groups it has, or is about to make, so that they are known whoever is killed: before its first start, and then as part
    /// of what is known of the run before.
    Result<void> write_groups(const Record& record);

    /// Says how it ended, to who waits with the entry open: in the file "ended", which write() has made, also if the
    /// entry is removed by now. One line.
    Result<void> end(std::string_view report);

    /// Removes the entry, which is nobody's then. The destructor does it too, and has nobody to say to that it could not.
    Result<void> leave();

    /// Whether sandbox-stop wants no more of it.
    bool is_marked() const;

    const std::string& name() const { return name_; }
    int entries() const { return entries_.get(); }      ///< the directory of all entries, not locked
    int directory() const { return directory_.get(); }  ///< this one's, with the lock

private:
    Ledger(std::string name, UniqueFd entries, UniqueFd directory)
        : name_(std::move(name)), entries_(std::move(entries)), directory_(std::move(directory)) {}
    /// An entry that was taken, without what a dead sandbox left in it.
    static Result<Ledger> begin(int place, const std::string& name, UniqueFd directory);
    Result<void> remove_from(int entries);
    Result<void> write_record(Record record, std::uint64_t edition);
    std::string name_;
    UniqueFd entries_;
    UniqueFd directory_;
    UniqueFd ended_{};
    std::uint64_t edition_ = 0;
};

/// The first of NAME, NAME-2, NAME-3, … that no sandbox of the caller's has now; nothing is written.
Result<std::string> free_name(const std::string& name);

}  // namespace sandbox::ledger
