// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/processors.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/process.hh"
#include "core/text.hh"
#include "domains/limits/prepare.hh"
#include "runtime/running/processes.hh"

#include <cerrno>
#include <expected>
#include <fcntl.h>
#include <sys/syscall.h>

namespace sandbox {
namespace {

/// Nothing of a process that went away.
Result<std::vector<pid_t>> threads_of(pid_t process) {
    std::vector<pid_t> numbers;
    auto directory = "/proc/" + std::to_string(process) + "/task";
    auto opened = open_file(directory, O_RDONLY | O_DIRECTORY);
    if (!opened && is_gone(opened.error().code())) return numbers;
    if (!opened) return fail(std::move(opened).error());
    auto names = names_in(opened->get(), directory);
    if (!names && is_gone(names.error().code())) return numbers;
    if (!names) return fail(std::move(names).error());
    for (const std::string& name : *names)
        if (auto number = parse_number(name)) numbers.push_back(static_cast<pid_t>(*number));
    return numbers;
}

FormerProcessors former_of(pid_t thread) {
    FormerProcessors former;
    former.size = ::syscall(SYS_sched_getaffinity, thread, sizeof former.bits, former.bits.data());
    return former;
}

/// Whether it had others before: who was started by one that has been changed has not. Error: an errno; a thread that has ended is none.
std::expected<bool, int> set_one(pid_t thread, const limits::SetAffinityOp& op, std::vector<FormerProcessors>& former) {
    auto identity = identify(thread);
    auto before = former_of(thread);
    if (::syscall(SYS_sched_setaffinity, thread, op.size, op.mask) < 0) return errno == ESRCH ? std::expected<bool, int>(false) : std::unexpected(errno);
    auto now = former_of(thread);
    if (before.size == now.size && before.bits == now.bits) return false;
    if (identity && before.size > 0) {
        before.thread = *identity;
        former.push_back(before);
    }
    return true;
}

/// How often whoever is inside may take back what was set before it is not tried again.
constexpr int kMostRounds = 100;

}  // namespace

void restore(std::span<const FormerProcessors> former) {
    for (const FormerProcessors& one : former)
        if (auto now = identify(one.thread.pid); now && *now == one.thread)
            ::syscall(SYS_sched_setaffinity, one.thread.pid, one.size, one.bits.data());
}

Result<std::vector<FormerProcessors>> set_processors(const ledger::Record& record, const GivenList<NumberRange>& processors) {
    limits::SetAffinity wanted;
    for (const auto& range : processors) wanted.processors.push_back(*range);
    Bench bench;
    auto op = TRY(limits::prepare(wanted, bench));
    std::vector<FormerProcessors> former;
    // Who was started meanwhile may have the old ones: until a round finds nobody to change.
    auto set_all = [&]() -> Result<bool> {
        bool has_changed = false;
        for (pid_t process : TRY(processes_of(record)))
            for (pid_t thread : TRY(threads_of(process))) {
                auto changed = set_one(thread, op, former);
                if (!changed) return fail(Error::from_errno("process " + std::to_string(process), changed.error()));
                has_changed |= *changed;
            }
        return has_changed;
    };
    for (int round = 0; round < kMostRounds; ++round) {
        auto has_changed = set_all();
        if (has_changed && !*has_changed) return former;
        if (has_changed) continue;
        restore(former);
        return fail(std::move(has_changed).error().at(processors.items[0].origin, "Resources.CPUAffinity"));
    }
    restore(former);
    return fail(Error::impossible("some process of it sets its processors itself, again and again").at(processors.items[0].origin, "Resources.CPUAffinity"));
}

}  // namespace sandbox
