// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/facts.hh"

#include <unistd.h>

namespace sandbox::journal {

void need(bool is_wanted, Facts& facts) {
    if (is_wanted) facts.absence.ask();
}

void probe(Facts& facts) {
    if (!facts.absence.is_asked()) return;
    bool is_there = ::access(kSocket, W_OK) == 0;
    facts.absence.set(is_there ? "" : std::string("no journald listens at ") + kSocket);
}

}  // namespace sandbox::journal
