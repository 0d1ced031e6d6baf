// SPDX-License-Identifier: LGPL-2.1-or-later
//
// ledger FOLDER: a sandbox's entry in the ledger is written, replaced and brought up to date, and each of the calls that do it
// fails once with ENOSPC and with EIO, or is where the writer is killed. Whatever happens the entry says what it said before or
// after one of these writes, nothing in between; and then it can be swept. FOLDER: where the entries of an ordinary user are
// kept. With --write it is the writer.

#include "trace.hh"

#include "runtime/ledger/entry.hh"
#include "runtime/ledger/find.hh"
#include "runtime/ledger/ledger.hh"
#include "runtime/ledger/place.hh"
#include "runtime/ledger/sweep.hh"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;
using ledger::Record;

namespace {

constexpr const char* kName = "fault";

/// Each with another environment and filter, which are files of their own.
Record state(int number) {
    auto digit = std::to_string(number);
    Record record{.name = kName, .description = std::string(static_cast<std::size_t>(3000 * number), 'x'), .boot = digit};
    record.health = HealthState{HealthStatus::healthy, static_cast<unsigned>(number), digit};
    record.joining.directory = "/" + digit;
    record.joining.environment = {"STATE=" + digit + std::string(9000, 'y')};
    record.joining.has_filter = true;
    record.joining.filter.assign(static_cast<std::size_t>(100 * number), static_cast<std::uint64_t>(number));
    return record;
}

/// The third differs from the second in record.json only.
Record updated() {
    auto record = state(2);
    record.health->streak = 7;
    return record;
}

/// Leaves by _exit, so that the entry stays as a killed process leaves it.
[[noreturn]] void write() {
    auto entry = ledger::Ledger::make(kName);
    auto say = [](const Result<void>& done) {
        if (done) return;
        std::fprintf(stderr, "%s\n", done.error().message().c_str());
        ::_exit(3);
    };
    if (!entry) say(fail(std::move(entry).error()));
    say(entry->write(state(1)));
    say(entry->write(state(2)));
    say(entry->update(updated()));
    ::_exit(0);
}

/// Which of the states the entry has; 0: none yet. -1: none of them, and it is said.
int found() {
    auto place = ledger::place();
    UniqueFd entries(::open(place->c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!entries) return 0;
    auto directory = ledger::open_entry(entries.get(), kName);
    if (!directory) return 0;
    auto record = ledger::read_record(directory->get());
    if (!record && record.error().code() == ENOENT) return 0;
    if (!record) return std::printf("# cannot be read: %s\n", record.error().message().c_str()), -1;
    record->edition = 0;
    const Record states[] = {state(1), state(2), updated()};
    for (int number = 0; number < 3; ++number)
        if (*record == states[number]) return number + 1;
    return std::printf("# is a mixture\n"), -1;
}

/// Whether the entry of a dead writer goes without a word.
bool can_be_swept() {
    auto swept = ledger::sweep();
    if (swept && swept->errors.empty() && found() == 0) return true;
    std::printf("# cannot be swept: %s\n", !swept ? swept.error().message().c_str() : swept->errors.empty() ? "still there" : swept->errors[0].message().c_str());
    return false;
}

class Sweep {
public:
    explicit Sweep(fault::Command command) : command_(std::move(command)) {}

    int run() {
        auto first = fault::run(command_, {});
        bool is_good = first.status == 0 && found() == 3 && can_be_swept();
        auto calls = fault::run(command_, {}).calls;
        is_good = is_good && can_be_swept();
        for (const auto& call : calls)
            for (int error : {0, ENOSPC, EIO}) try_one({call, error, error == 0});
        std::printf("# %zu calls, %d faults: the entry said nothing %d times, the first state %d, the second %d, the third %d; %d bad\n",
                    calls.size(), runs_, seen_[0], seen_[1], seen_[2], seen_[3], bad_);
        bool has_all = seen_[0] > 0 && seen_[1] > 0 && seen_[2] > 0 && seen_[3] > 0;
        return is_good && has_all && bad_ == 0 ? 0 : 1;
    }

private:
    void try_one(const fault::Fault& fault) {
        auto outcome = fault::run(command_, fault);
        ++runs_;
        int state = found();
        // Killed, the writer got no further back than at the call before.
        bool is_back = fault.kill && state >= 0 && state < last_killed_;
        if (fault.kill && state > 0) last_killed_ = state;
        bool is_bad = state < 0 || is_back || outcome.hung || !can_be_swept();
        if (state >= 0) ++seen_[state];
        // What fails is said, unless nobody needs the call.
        is_bad |= !fault.kill && WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 3 && outcome.err.empty();
        bad_ += is_bad;
        if (is_bad)
            std::printf("# %s at call %d (%ld): state %d, said \"%s\"\n", fault.kill ? "killed" : ::strerrorname_np(fault.error),
                        fault.at.index, fault.at.number, state, outcome.err.c_str());
    }

    fault::Command command_;
    int runs_ = 0, bad_ = 0, last_killed_ = 0;
    int seen_[4]{};
};

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--write") == 0) write();
    if (argc != 2) return std::fprintf(stderr, "Usage: ledger FOLDER\n"), 2;
    ::setenv("XDG_RUNTIME_DIR", argv[1], 1);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    char self[4096] = {};
    if (::readlink("/proc/self/exe", self, sizeof self - 1) < 0) return 99;
    return Sweep({.arguments = {self, "--write"}}).run();
}
