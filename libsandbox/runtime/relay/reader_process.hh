// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/child.hh"
#include "core/error.hh"
#include "core/fd.hh"

#include <functional>
#include <vector>

namespace sandbox {

/// A process of its own that reads what those inside send. Whoever passes descriptors may keep who closes them waiting (SO_LINGER, a
/// file system of their own): that must not be the supervisor. Ends by itself with its owner; when this goes it is killed.
class ReaderProcess {
public:
    /// `work` is called in it, with a descriptor that becomes readable when it is to return. Open there are that, `kept`, and
    /// /dev/null as 0, 1 and 2; every signal is blocked.
    static Result<ReaderProcess> start(std::vector<int> kept, const std::function<void(int line)>& work);

    /// Has `work` return, and waits for it. False: not in time, and it is to be killed.
    bool finish();

private:
    ReaderProcess(Child child, UniqueFd line) : line_(std::move(line)), child_(std::move(child)) {}
    UniqueFd line_;  ///< the process works until this is closed
    Child child_;    ///< behind it, and so killed before
};

}  // namespace sandbox
