// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "runtime/relay/background_relay.hh"
#include "runtime/relay/log_file.hh"

#include <memory>

namespace sandbox {

/// Standard output and error of a detached sandbox, by a pipe into a log file; its standard input is empty.
class LogRelay final : public BackgroundRelay {
public:
    /// Descriptors 0, 1 and 2 of this process become the sandbox's. Once it has started 1 is /dev/null; 2 stays, for what we
    /// and those that we run have to say.
    static Result<std::unique_ptr<LogRelay>> make(LogFile file);

    void wait_for(std::vector<pollfd>& lines) override;
    void serve(std::span<const pollfd> lines) override;
    void started() override;
    Result<void> again() override;
    void finish() override;
    void say(const std::string& lines) override;
    const Error* loss() const override { return loss_.get(); }

private:
    LogRelay(LogFile file, UniqueFd output, UniqueFd null)
        : file_(std::move(file)), output_(std::move(output)), null_(std::move(null)) {}
    /// How many bytes; 0: there is nothing now.
    std::size_t move_once();
    LogFile file_;
    UniqueFd output_;  ///< the pipe's read end, until all have closed the other
    UniqueFd null_;
    FirstError loss_{};  ///< of this run
};

}  // namespace sandbox
