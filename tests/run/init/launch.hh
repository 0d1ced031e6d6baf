// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/init_protocol.hh"

namespace sandbox::init::test {

/// A descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { close(); }

    int get() const { return number_; }
    int release();
    void close();

private:
    int number_;
};

struct Pipe {
    Descriptor read, write;
};
Pipe make_pipe();

/// A system call that answers with an error, for init and all that it starts.
struct Fault {
    long number;
    int error;
    std::optional<unsigned> first_argument = {};   ///< only with these low 32 bits
    std::optional<unsigned> second_argument = {};
};

/// What to run as PID 1 of new user, pid and mount namespaces.
struct Launch {
    std::vector<std::string> command;
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin"};
    Options options = {};                     ///< but for the life line, which Sandbox makes
    std::optional<std::string> text = {};     ///< all of OPTIONS instead, "%" for the life line
    int input = -1, output = -1, extra = -1;  ///< descriptors 0, 1, and 7 and 900 inside; else /dev/null, and none
    std::string directory = "/";
    bool own_proc = false;                    ///< /proc shows the new pid namespace
    bool bad_signal_state = false;            ///< all signals blocked, SIGCHLD ignored
    bool leads_session = false;               ///< setsid before init runs
    bool line_ended = false;                  ///< the supervisor's end is closed before init runs
    bool new_pid_namespace = true;
    std::optional<Fault> fault = {};
};

/// A running init, seen as its supervisor does. Destroying it kills it.
class Sandbox {
public:
    explicit Sandbox(const Launch& launch);
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;

    pid_t pid() const { return pid_; }
    int line() const { return line_.get(); }
    void signal(int number) const;
    /// The next message, waited for; none at the line's end.
    std::optional<Message> next() const;
    /// The next message, which must be of this kind.
    Message expect(MessageKind kind) const;
    /// Closes the life line, as a supervisor's death does.
    void abandon() { line_.close(); }
    /// Init's own wait status, waited for.
    int wait();

private:
    pid_t pid_ = -1;
    Descriptor line_;
};

/// Waits until there is something to read, or its end; not for ever.
void wait_readable(int descriptor);

/// What comes from a descriptor until its end, or only its first line; waited for.
std::string read_all(int descriptor);
std::string read_line(int descriptor);

/// The wait status in `ended` of a command that runs alone; checks that init itself ends well.
int run(const Launch& launch);
/// What it prints.
std::string output_of(Launch launch);

/// A command that is this program, as one of payload.cc's payloads.
std::vector<std::string> payload_command(const std::string& name);
/// The built init.
std::string init_file();

}  // namespace sandbox::init::test
