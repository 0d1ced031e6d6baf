// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/prepare.hh"

#include "core/command.hh"
#include "core/helper.hh"
#include "core/text.hh"
#include "domains/selinux/facts.hh"
#include "domains/selinux/inherited.hh"
#include "domains/selinux/labels.hh"

#include <cerrno>
#include <linux/xattr.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace sandbox::selinux {
namespace {

/// The categories follow the sensitivity, with which the context ends.
std::string with_pair(const std::string& context, bool has_pair, const Labels& labels) {
    return has_pair ? context + ":" + labels.categories : context;
}

/// What would fail later, or silently.
Result<void> check_use(const Labels& labels, bool has_terminal) {
    for (const std::string* label : {&labels.process, &labels.mounts})
        if (is_unknown(*label)) return fail(Error::impossible("the loaded policy knows no " + *label));
    for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fd != STDIN_FILENO || !has_terminal) TRY(check_inherited(fd, labels.process));
    return has_terminal ? label_terminal(STDIN_FILENO, labels.terminal) : Result<void>();
}

}  // namespace

Result<void> label_terminal(int terminal, const std::string& label) {
    if (label.empty()) return {};
    if (::isatty(terminal) != 1) return fail(Error::impossible("what would be labelled as " + label + " is no terminal"));
    if (::fsetxattr(terminal, XATTR_NAME_SELINUX, label.c_str(), label.size() + 1, 0) == 0) return {};
    return fail(Error::from_errno("label the terminal as " + label));
}

Result<std::string> path_to_label(const std::string& path, const HostPaths& paths) {
    auto found = paths.find(path);
    if (!found && found.error().code() != 0) return fail(Error::from_errno(path, found.error().code()));
    auto real = TRY(TRY(std::move(found)).path(path));
    if (!is_systems(real)) return real;
    return fail(Error::usage(quote(path) + " belongs to the system: its label, and those of all that is below, are no sandbox's business"));
}

Result<void> prepare(const MakeLabels& step, Bench& bench) {
    Labels labels;
    if (step.has_pair) {
        bench.leases.push_back(TRY(Lease::take_pair(kPairs)));
        labels.categories = print(pair_of(bench.leases.back().first()));
    }
    labels.process = with_pair(step.process, step.has_pair, labels);
    labels.mounts = with_pair(step.mounts, step.has_pair, labels);
    labels.terminal = with_pair(step.terminal, step.has_pair, labels);
    TRY(check_use(labels, bench.has_terminal));
    bench.labels = std::move(labels);
    if (auto log = KernelLog::open_at_end()) bench.kernel_log = std::make_unique<KernelLog>(*std::move(log));
    return {};
}

Result<void> prepare(const LabelFiles& step, Bench& bench) {
    std::vector<std::string> command{TRY(find_helper("label")), "set", with_pair(step.context, step.has_pair, bench.labels)};
    std::size_t words = command.size();
    for (const std::string& path : step.paths) {
        auto real = path_to_label(path, bench.host_paths);
        if (real) command.push_back(*std::move(real));
        else if (real.error().code() != ENOENT) return fail(std::move(real).error());  // what is missing, the bind says
    }
    return command.size() > words ? run_command(command) : Result<void>();
}

Result<LabelProcessOp> prepare(const LabelProcess& step, Bench& bench) {
    bool was_left_out = step.has_pair && bench.labels.categories.empty();
    if (was_left_out) return fail(Error::impossible("no label was made"));
    auto context = with_pair(step.context, step.has_pair, bench.labels);
    std::size_t length = context.size();
    return LabelProcessOp{bench.keep.text(std::move(context)), length};
}

}  // namespace sandbox::selinux
