// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/processors.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/process.hh"
#include "core/text.hh"
#include "domains/limits/prepare.hh"
#include "runtime/running/processes.hh"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <set>
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

/// What a thread had.
struct Former {
    pid_t thread;
    std::array<unsigned long, 8192 / (8 * sizeof(unsigned long))> mask{};  ///< no kernel has more processors
    long size = 0;
};

/// Error: an errno; a thread that has ended is none.
int set_one(pid_t thread, const limits::SetAffinityOp& op, std::vector<Former>& former) {
    Former one{.thread = thread};
    one.size = ::syscall(SYS_sched_getaffinity, thread, sizeof one.mask, one.mask.data());
    bool is_done = ::syscall(SYS_sched_setaffinity, thread, op.size, op.mask) >= 0;
    if (is_done && one.size > 0) former.push_back(one);
    return is_done || errno == ESRCH ? 0 : errno;
}

void restore(const std::vector<Former>& former) {
    for (const Former& one : former) ::syscall(SYS_sched_setaffinity, one.thread, one.size, one.mask.data());
}

}  // namespace

Result<void> set_processors(const ledger::Record& record, const GivenList<NumberRange>& processors) {
    limits::SetAffinity wanted;
    for (const auto& range : processors) wanted.processors.push_back(*range);
    Bench bench;
    auto op = TRY(limits::prepare(wanted, bench));
    std::set<pid_t> done;
    std::vector<Former> former;
    // Who was started meanwhile may have the old ones: until a round finds nobody new.
    auto set_new = [&]() -> Result<bool> {
        bool has_new = false;
        for (pid_t process : TRY(processes_of(record)))
            for (pid_t thread : TRY(threads_of(process))) {
                if (!done.insert(thread).second) continue;
                has_new = true;
                if (int error = set_one(thread, op, former)) return fail(Error::from_errno("process " + std::to_string(process), error));
            }
        return has_new;
    };
    for (;;) {
        auto has_new = set_new();
        if (has_new && !*has_new) return {};
        if (has_new) continue;
        restore(former);
        return fail(std::move(has_new).error().at(processors.items[0].origin, "Resources.CPUAffinity"));
    }
}

}  // namespace sandbox
