// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/relay/relay.hh"

namespace sandbox {

/// Two relays as one: what goes to the caller's terminal, and what goes to pipes.
class Relays final : public Relay {
public:
    Relays(Relay& first, Relay& second) : first_(first), second_(second) {}

    void wait_for(std::vector<pollfd>& lines) override {
        std::size_t before = lines.size();
        first_.wait_for(lines);
        firsts_ = lines.size() - before;
        second_.wait_for(lines);
    }
    void serve(std::span<const pollfd> lines) override {
        first_.serve(lines.first(firsts_));
        second_.serve(lines.subspan(firsts_));
    }
    void started() override {
        first_.started();
        second_.started();
    }
    Result<void> again() override {
        TRY(first_.again());
        return second_.again();
    }
    void finish() override {
        first_.finish();
        second_.finish();
    }
    void stop() override { first_.stop(); }  // both would stop us twice
    bool takes(int signal) override { return first_.takes(signal) || second_.takes(signal); }
    bool wants_to_leave() override { return first_.wants_to_leave() || second_.wants_to_leave(); }

private:
    Relay& first_;
    Relay& second_;
    std::size_t firsts_ = 0;
};

}  // namespace sandbox
