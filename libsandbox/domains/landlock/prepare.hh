// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/landlock/op.hh"
#include "domains/landlock/step.hh"

namespace sandbox::landlock {

inline Result<ConfineFilesOp> prepare(const ConfineFiles& step, Bench& bench) {
    return ConfineFilesOp{bench.keep.strings(step.readable), bench.keep.strings(step.writable), step.holds_truncate};
}

}  // namespace sandbox::landlock
