// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/prepare.hh"

#include "core/command.hh"
#include "core/helper.hh"
#include "core/text.hh"
#include "domains/selinux/facts.hh"
#include "domains/selinux/inherited.hh"
#include "domains/selinux/labels.hh"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <linux/xattr.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace sandbox::selinux {
namespace {

std::string with_pair(SecurityContext context, bool has_pair, const Bench& bench) {
    if (has_pair) context.level += ":" + bench.labels.categories;
    return print(context);
}

}  // namespace

Result<void> label_terminal(int terminal, const std::string& label) {
    if (label.empty() || ::fsetxattr(terminal, XATTR_NAME_SELINUX, label.c_str(), label.size() + 1, 0) == 0) return {};
    return fail(Error::from_errno("label the terminal as " + label));
}

Result<std::string> path_to_label(const std::string& path) {
    char real[PATH_MAX];
    if (::realpath(path.c_str(), real) == nullptr) return fail(Error::from_errno(path));
    if (!is_systems(real)) return std::string(real);
    return fail(Error::usage(quote(path) + " belongs to the system: its label, and those of all that is below, are no sandbox's business"));
}

Result<void> prepare(const MakeLabels& step, Bench& bench) {
    if (step.has_pair) {
        bench.leases.push_back(TRY(Lease::take_pair(kPairs)));
        bench.labels.categories = print(pair_of(bench.leases.back().first()));
    }
    bench.labels.process = with_pair(step.process, step.has_pair, bench);
    bench.labels.mounts = with_pair(step.mounts, step.has_pair, bench);
    bench.labels.terminal = with_pair(step.terminal, step.has_pair, bench);
    for (const std::string* label : {&bench.labels.process, &bench.labels.mounts})
        if (is_unknown(*label)) return fail(Error::impossible("the loaded policy knows no " + *label));
    for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fd != STDIN_FILENO || !bench.has_terminal) TRY(check_inherited(fd, bench.labels.process));
    if (auto log = KernelLog::open_at_end()) bench.kernel_log = std::make_unique<KernelLog>(*std::move(log));
    return bench.has_terminal ? label_terminal(STDIN_FILENO, bench.labels.terminal) : Result<void>();
}

Result<void> prepare(const LabelFiles& step, Bench& bench) {
    std::vector<std::string> command{TRY(find_helper("label")), "set", with_pair(step.context, step.has_pair, bench)};
    std::size_t words = command.size();
    for (const std::string& path : step.paths) {
        auto real = path_to_label(path);
        if (real) command.push_back(*std::move(real));
        else if (real.error().code() != ENOENT) return fail(std::move(real).error());  // what is missing, the bind says
    }
    return command.size() > words ? run_command(command) : Result<void>();
}

Result<LabelProcessOp> prepare(const LabelProcess& step, Bench& bench) {
    auto context = with_pair(step.context, step.has_pair, bench);
    std::size_t length = context.size();
    return LabelProcessOp{bench.keep.text(std::move(context)), length};
}

}  // namespace sandbox::selinux
