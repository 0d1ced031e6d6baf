// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/landlock/facts.hh"

#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sandbox::landlock {

void need(const Spec& spec, Facts& facts) {
    if (*spec.mode != Mode::off) facts.abi.ask();
}

void probe(Facts& facts) {
    if (!facts.abi.is_asked()) return;
    long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    facts.abi.set(abi > 0 ? abi : 0);
}

}  // namespace sandbox::landlock
