// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/relay/listener.hh"
#include "runtime/relay/log_relay.hh"

#include <sys/ioctl.h>

namespace sandbox {

/// The terminal of a detached sandbox (Exec.TTY = always): what is written to it goes into the log, and to whoever is connected
/// to the socket in the sandbox's entry, one at a time, whose keys arrive inside. A client that does not read holds the sandbox
/// up, as a terminal does.
class ConsoleRelay final : public BackgroundRelay {
public:
    /// As LogRelay::make(), but that 0, 1 and 2 are the terminal until the sandbox has started. `entry`: its directory.
    static Result<std::unique_ptr<ConsoleRelay>> make(LogFile file, int entry);

    void wait_for(std::vector<pollfd>& lines) override;
    void serve(std::span<const pollfd> lines) override;
    void started() override;
    Result<void> again() override;
    Result<Relay*> between() override;
    void finish() override;
    void say(const std::string& lines) override { log_->say(lines); }
    const Error* loss() const override { return loss_.get() != nullptr ? loss_.get() : log_->loss(); }

private:
    ConsoleRelay(std::unique_ptr<LogRelay> log, UniqueFd errors, UniqueFd master, Listener listener)
        : log_(std::move(log)), errors_(std::move(errors)), master_(std::move(master)), listener_(std::move(listener)) {}
    Result<void> lend();
    void accept();
    void read_client();
    void resize(const winsize& size);
    void read_master();
    void send_some();
    void lose_client();

    std::unique_ptr<LogRelay> log_;
    UniqueFd errors_;  ///< our own standard error while 2 is the terminal: the log's pipe
    UniqueFd master_;
    UniqueFd slave_{};  ///< kept: without anybody at that end the other would be readable for ever
    Listener listener_;
    UniqueFd client_{};
    bool is_new_ = false;  ///< the client has told no size yet
    std::string inwards_{};
    std::string outwards_{};
    FirstError loss_{};
};

}  // namespace sandbox
