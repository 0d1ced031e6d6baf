// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/find.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/name.hh"
#include "core/process_namespaces.hh"
#include "core/text.hh"
#include "runtime/ledger/entry.hh"
#include "runtime/ledger/place.hh"
#include "runtime/ledger/sweep.hh"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

namespace sandbox::ledger {
namespace {

Result<std::string> read_in(int directory, const std::string& name) {
    UniqueFd file(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));  // a fifo would keep us
    if (!file) return fail(Error::from_errno("open " + name));
    return read_all(file.get(), name, 16u << 20);
}

Result<void> read_filter(int directory, const std::string& name, Joining& joining) {
    auto bytes = TRY(read_in(directory, name));
    if (bytes.empty() || bytes.size() % sizeof joining.filter[0] != 0) return fail(Error::impossible("filter is no filter"));
    joining.filter.resize(bytes.size() / sizeof joining.filter[0]);
    std::memcpy(joining.filter.data(), bytes.data(), bytes.size());
    return {};
}

Error missing(const std::string& name) {
    return Error::impossible("no sandbox called " + name + " is running", ESRCH).hint("sandbox-ls lists those that are");
}

}  // namespace

/// The files that a record names.
static Result<void> read_edition(int directory, Record& record) {
    auto edition = "-" + std::to_string(record.edition);
    parse_start(TRY(read_in(directory, "start" + edition)), record.joining);
    if (record.joining.has_filter) TRY(read_filter(directory, "filter" + edition, record.joining));
    return {};
}

Result<Record> read_record(int directory) {
    for (int attempt = 0;; ++attempt) {
        auto record = TRY(parse(TRY(read_in(directory, "record.json"))));
        auto files = record.edition == 0 ? Result<void>() : read_edition(directory, record);
        if (files) return record;
        if (files.error().code() != ENOENT) return fail(std::move(files).error());
        // They are gone because another edition has taken the place of this one.
        if (attempt == 100) return fail(Error::impossible(files.error().message()));
    }
}

/// Nothing, if it does not run.
static Result<UniqueFd> open_running(const ProcessId& process) {
    auto opened = open_process(process);
    return !opened && opened.error().code() == ESRCH ? UniqueFd() : std::move(opened);
}

/// Its PID 1, if that runs and has the namespaces that the entry tells of.
static Result<UniqueFd> open_init(const Record& record) {
    auto init = TRY(open_running(record.init));
    return init && TRY(namespaces_of(record.init.pid)) == record.namespaces ? std::move(init) : UniqueFd();
}

/// Nothing, if it is not there.
static Result<UniqueFd> open_ended(int directory) {
    UniqueFd ended(::openat(directory, "ended", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!ended && errno != ENOENT) return fail(Error::from_errno("open ended"));
    return ended;
}

/// An entry of this boot, whoever of it still runs.
static Result<Running> find_entry(const std::string& name) {
    // It would lead to a directory of somebody else's, whose record nobody may believe.
    if (!is_sandbox_name(name)) return fail(Error::usage(quote(name) + " is no name of a sandbox"));
    auto place = TRY(ledger::place());
    auto entries = open_own_directory(place);
    if (!entries && entries.error().code() != ENOENT) return fail(std::move(entries).error());
    auto directory = entries ? open_entry(entries->get(), name) : fail(missing(name));
    if (!directory) return fail(!entries || is_no_entry(directory.error().code()) ? missing(name) : std::move(directory).error());
    auto ended = TRY(open_ended(directory->get()));  // first: with the entry it goes
    auto record = read_record(directory->get());
    // One that has no record begins, or goes: then there is no entry in a moment.
    for (int look = 0; !record && look < 20; ++look) {
        if (record.error().code() != ENOENT) return fail(std::move(record).error().within("the ledger's entry " + name));
        if (!TRY(is_same(entries->get(), name, directory->get()))) return fail(missing(name));
        timespec moment{.tv_sec = 0, .tv_nsec = 5'000'000};
        ::nanosleep(&moment, nullptr);
        record = read_record(directory->get());
    }
    if (!record || record->init.pid < 0) return fail(Error::impossible("the sandbox " + name + " is only being started"));
    if (record->boot != TRY(boot_id())) return fail(missing(name));
    auto init = TRY(open_init(*record));
    if (!ended) ended = TRY(open_ended(directory->get()));
    return Running{*std::move(record), *std::move(directory), std::move(init), std::move(ended)};
}

Result<Running> look_again(const Running& sandbox) {
    Running now{.record = TRY(read_record(sandbox.directory.get()))};
    now.init = TRY(open_init(now.record));
    return now;
}

Result<Running> find(const std::string& name) {
    auto found = TRY(find_entry(name));
    if (!found.init && TRY(open_running(found.record.supervisor)))
        return fail(Error::impossible("no process of the sandbox " + name + " is running", ESRCH).hint("it has ended, or is between two runs"));
    if (!found.init) return fail(missing(name));
    return found;
}

Result<Running> find_supervised(const std::string& name) {
    auto found = TRY(find_entry(name));
    if (!found.init && !TRY(open_running(found.record.supervisor))) return fail(missing(name));
    return found;
}

/// A record that is not there yet, of another format, or none at all.
static bool is_none_of_ours(int code) {
    return code == ENOENT || code == EOPNOTSUPP || code == 0;
}

Result<std::vector<Record>> list() {
    TRY(sweep());
    auto entries = TRY(lock_place());
    std::vector<Record> records;
    for (const std::string& name : TRY(entry_names(entries.get()))) {
        auto directory = open_entry(entries.get(), name);
        if (!directory && is_no_entry(directory.error().code())) continue;
        if (!directory) return fail(std::move(directory).error());
        auto record = read_record(directory->get());
        if (!record && !is_none_of_ours(record.error().code())) return fail(std::move(record).error().within("the ledger's entry " + name));
        if (!record || record->init.pid < 0) continue;
        if (!TRY(open_running(record->init))) record->init.pid = -1;
        records.push_back(*std::move(record));
    }
    return records;
}

}  // namespace sandbox::ledger
