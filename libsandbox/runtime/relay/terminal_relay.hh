// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "domains/life/spec.hh"
#include "runtime/relay/detach_key.hh"
#include "runtime/relay/pty.hh"
#include "runtime/relay/raw_mode.hh"
#include "runtime/relay/relay.hh"

#include <memory>
#include <string>

namespace sandbox {

/// A pty of ours between the caller's terminal and the sandbox, which never has the caller's own (CVE-2017-5226). The
/// caller's is raw from started() on, so that every key arrives inside, and as it was before whenever we stop or end.
class TerminalRelay final : public Relay {
public:
    enum class Extent {
        whole,   ///< the command's session has it as its terminal
        output,  ///< only what is written to the caller's terminal goes by way of it: input is something else
    };
    /// Errors: no /dev/pts on the host. Where standard input is no terminal a whole one gets its end as the key that says so.
    static Result<std::unique_ptr<TerminalRelay>> make(Extent extent, pty::Devpts devpts = {});
    /// For Exec.TTY: null where there is to be none. `has_input`: what the command reads is not something else. `devpts`: where a whole
    /// one has its name; none: on the host.
    static Result<std::unique_ptr<TerminalRelay>> make_if(life::Terminal wanted, bool has_input = true, pty::Devpts devpts = {});
    ~TerminalRelay() override;

    bool is_whole() const { return extent_ == Extent::whole; }
    int slave() const { return slave_.get(); }
    /// Whether it has its name where make_if() was told to.
    bool is_named() const;
    /// Whether this descriptor becomes the pty's: 1 and 2 where they are the caller's terminal, and of a whole one 0.
    bool replaces(int fd) const;
    /// Our own 0, 1 and 2 become the pty's, until started(), where it replaces them.
    Result<void> lend_standard();

    void wait_for(std::vector<pollfd>& lines) override;
    void serve(std::span<const pollfd> lines) override;
    void started() override;
    Result<void> again() override;
    void finish() override;
    void stop() override;
    bool has_keys() const override { return is_whole(); }
    bool takes(int signal) override;
    bool wants_to_leave() override { return std::exchange(wants_to_leave_, false); }
    const Error* loss() const override { return loss_.get(); }

private:
    TerminalRelay(Extent extent, pty::Devpts devpts, UniqueFd input, UniqueFd output, UniqueFd master)
        : extent_(extent), devpts_(std::move(devpts)), input_(std::move(input)), output_(std::move(output)), master_(std::move(master)) {}
    Result<void> open_slave();
    /// Ours gets the modes of the caller's, which is waited for where another job has it.
    void take_modes();
    void give_modes();
    /// The caller's, if there is one and it is ours now.
    void make_raw();
    void copy_size();
    void read_input();
    void hand_out();
    void give_back_standard();

    Extent extent_;
    pty::Devpts devpts_;  ///< see make_if()
    UniqueFd input_;   ///< the caller's terminal, or what stands in for it; closed at its end
    UniqueFd output_;
    UniqueFd master_;
    UniqueFd slave_{};  ///< until the sandbox has it
    UniqueFd lent_[3]{};
    std::optional<termios> modes_{};   ///< of the caller's terminal; none: there is none
    RawMode raw_{};                    ///< of the caller's terminal
    DetachKey key_{};
    bool has_started_ = false;
    bool wants_to_leave_ = false;
    bool is_in_line_ = false;  ///< the last byte of the input was no end of a line
    static constexpr std::size_t kMostTyped = 1u << 20;  ///< so much is taken where nobody reads it, to hear the key that leaves
    std::string inwards_{};            ///< on their way
    std::string outwards_{};
    FirstError loss_{};
};

}  // namespace sandbox
