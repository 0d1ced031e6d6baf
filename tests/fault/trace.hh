// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace fault {

/// A system call of a traced run: which process (in the order of their starts), its how manieth, and what.
struct Call {
    int process = -1;
    int index = -1;
    long number = -1;
    unsigned long first_argument = 0;
};

/// What goes wrong at one call.
struct Fault {
    Call at{};
    int error = 0;      ///< the call is not made and answers this errno; 0: it is made
    bool kill = false;  ///< the first process gets SIGKILL as the call begins
};

/// Who starts what.
struct Command {
    std::vector<std::string> arguments;
    uid_t user = 0;  ///< also the group, without others; 0: as the caller
    std::string payload = "observe";  ///< a process of this name has started up: nothing goes wrong in it any more
};

struct Outcome {
    bool reached = false;  ///< the call that was to fail came
    bool hung = false;     ///< it did not end in time, and was killed
    int status = 0;        ///< of the first process, as waitpid(2) gives it
    std::string out;
    std::string err;
    std::vector<std::string> left;  ///< names of processes that outlived the first by two seconds, and were killed
    std::vector<Call> calls;        ///< all that were made up to the payload
};

/// Runs a command under ptrace(2) with one fault. All that it started is gone on return.
Outcome run(const Command& command, const Fault& fault);

}  // namespace fault
