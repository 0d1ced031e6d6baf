// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/relay/relay.hh"

#include <functional>
#include <memory>

namespace sandbox {

/// Two relays, each with descriptors of its own; the second lends what it has over those of the first, which is who
/// stops us: both would do it twice.
class PairRelay final : public Relay {
public:
    PairRelay(Relay& first, Relay& second) : first_(first), second_(second) {}

    void wait_for(std::vector<pollfd>& lines) override {
        auto before = lines.size();
        first_.wait_for(lines);
        count_ = lines.size() - before;
        second_.wait_for(lines);
    }
    void serve(std::span<const pollfd> lines) override {
        first_.serve(lines.first(count_));
        second_.serve(lines.subspan(count_));
    }
    void started() override { second_.started(), first_.started(); }
    Result<void> again() override {
        TRY(first_.again());
        return second_.again();
    }
    Result<Relay*> between() override {
        auto* one = TRY(first_.between());
        return one != nullptr ? one : TRY(second_.between());
    }
    void finish() override { first_.finish(), second_.finish(); }
    void stop() override { first_.stop(); }
    bool has_keys() const override { return first_.has_keys(); }
    bool takes(int signal) override { return first_.takes(signal) || second_.takes(signal); }
    bool wants_to_leave() override { return first_.wants_to_leave() || second_.wants_to_leave(); }
    void ended(const Report& report, const std::string& name) override { first_.ended(report, name), second_.ended(report, name); }
    std::vector<std::string> last_lines() const override {
        auto lines = first_.last_lines();
        for (std::string& line : second_.last_lines()) lines.push_back(std::move(line));
        return lines;
    }
    const Error* loss() const override { return first_.loss() != nullptr ? first_.loss() : second_.loss(); }

private:
    Relay& first_;
    Relay& second_;
    std::size_t count_ = 0;  ///< of the lines, the first's
};

}  // namespace sandbox
