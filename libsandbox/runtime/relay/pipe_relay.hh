// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "runtime/relay/relay.hh"

#include <memory>
#include <string>
#include <sys/types.h>

namespace sandbox {

/// Standard output and error of a guest where they are pipes or sockets of the caller: pipes of ours, whose bytes go on by
/// splice(2), or by a copy where that does not do. Who reads the caller's sees their end with the guest's, whatever the guest left running.
class PipeRelay final : public Relay {
public:
    /// Null where there is nothing to relay. `standard` gets what the guest's 1 and 2 must be, as prepare_join() takes them;
    /// -1 for the caller's own.
    static Result<std::unique_ptr<PipeRelay>> make(int (&standard)[3]);

    void wait_for(std::vector<pollfd>& lines) override;
    void serve(std::span<const pollfd> lines) override;
    void started() override;
    /// What the guest wrote before it ended is in the pipes by now: that much goes on, however much others write.
    void finish() override;
    void stop() override;
    bool takes(int) override { return false; }
    const Error* loss() const override { return loss_.get(); }

private:
    struct Channel {
        int to = -1;           ///< 1 or 2, the caller's
        UniqueFd from{};       ///< until all have closed the other end, or nobody reads `to`
        UniqueFd guests{};     ///< until it has started
        bool has_bytes = false;
        bool is_copied = false;  ///< splice(2) does not do here
        bool is_socket = false;  ///< where splice(2) would wait for room
        std::string held{};      ///< read, and not taken by the socket yet
    };
    static Result<Channel> make_channel(int to);
    /// How much was moved; 0: there is nothing to move, or nowhere to.
    std::size_t move_some(Channel& channel, std::size_t most);
    static ssize_t send_some(Channel& channel, std::size_t most);
    std::vector<Channel> channels_{};
    FirstError loss_{};
};

}  // namespace sandbox
