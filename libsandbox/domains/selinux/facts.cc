// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/facts.hh"

#include "core/file.hh"
#include "domains/selinux/labels.hh"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sandbox::selinux {
namespace {

/// Of selinuxfs: a context that is written to it is checked against the loaded policy.
constexpr const char* kCheck = "/sys/fs/selinux/context";

Result<std::string> own_context() {
    auto text = TRY(read_file("/proc/self/attr/current", 4096));
    while (!text.empty() && (text.back() == '\0' || text.back() == '\n')) text.pop_back();
    return text;
}

std::string hindrance_to(const std::string& context) {
    auto own = parse_context(context);
    if (!own) return "our own context, " + context + ", has no level: the policy knows no categories";
    auto ours = process_context({}, *own, kType);
    ours.level += ":c0,c1";
    if (!is_unknown(print(ours))) return {};
    return "the loaded policy knows no " + print(ours) + ": semodule --install " SANDBOX_POLICY " loads the module sandbox";
}

}  // namespace

bool is_unknown(const std::string& context) {
    UniqueFd check(::open(kCheck, O_RDWR | O_CLOEXEC));
    return check && ::write(check.get(), context.c_str(), context.size() + 1) < 0 && errno == EINVAL;
}

void need(const Spec& spec, Facts& facts) {
    if (*spec.mode == Mode::off) return;
    facts.context.ask();
    facts.hindrance.ask();
}

Result<void> probe(Facts& facts) {
    if (!facts.context.is_asked()) return {};
    bool is_enabled = ::access(kCheck, F_OK) == 0;
    facts.context.set(is_enabled ? TRY(own_context()) : "");
    facts.hindrance.set(is_enabled ? hindrance_to(TRY(facts.context.get("selinux.context"))) : "");
    return {};
}

}  // namespace sandbox::selinux
