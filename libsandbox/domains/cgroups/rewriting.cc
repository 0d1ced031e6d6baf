// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/rewriting.hh"

#include "core/text.hh"
#include "domains/cgroups/file.hh"

#include <algorithm>
#include <cerrno>
#include <ranges>

namespace sandbox::cgroups {
namespace {

/// What a device without a line of its own has, in the file's words.
std::string no_line(const Content& content, const std::string& device) {
    if (content.file == "io.max") return content.value.substr(0, content.value.find('=')) + "=max";
    return device + (content.file.starts_with("io.") ? " default" : " 0");
}

/// What has the file say what it says now: nothing, if it does not say it in one line.
std::optional<std::string> restoring(const Group& group, const Content& content, const std::string& device) {
    auto text = read(group, content.file);
    if (!text) return std::nullopt;
    auto lines = split(*text, '\n');
    if (!device.empty()) {
        auto line = std::ranges::find_if(lines, [&](std::string_view each) { return each.starts_with(device + " "); });
        return line == lines.end() ? no_line(content, device) : std::string(*line);
    }
    // Behind it stand single devices.
    if (lines[0].starts_with("default ")) return std::string(lines[0]);
    if (lines.size() > 2 || (lines.size() == 2 && !lines[1].empty())) return std::nullopt;
    return std::string(lines[0]) + "\n";  // without a byte it would be no write
}

Result<void> write_one(const Writing& writing, std::vector<Written>& written) {
    Result<void> done;
    for (const Content& content : writing.tries) {
        auto before = restoring(writing.group, content, writing.device);
        done = write(writing.group, content.file, content.value);
        if (done) written.push_back({writing.group, content, std::move(before)});
        if (done || done.error().code() != ENOENT) break;
    }
    if (done || (writing.is_default && done.error().code() == ENOENT)) return {};
    return fail(std::move(done).error().at(writing.reason.origin, writing.reason.setting));
}

/// Until a round gets nowhere. Errors: the first that was refused in that.
Result<void> write_in_rounds(std::vector<Writing> writings, std::vector<Written>& written) {
    while (!writings.empty()) {
        Result<void> first;
        std::vector<Writing> refused;
        for (const Writing& writing : writings) {
            auto done = write_one(writing, written);
            if (done) continue;
            if (first) first = std::move(done);
            refused.push_back(writing);
        }
        if (refused.size() == writings.size()) return first;
        writings = std::move(refused);
    }
    return {};
}

bool is_restorable(const Writing& writing) {
    return std::ranges::any_of(writing.tries, [&](const Content& content) { return restoring(writing.group, content, writing.device).has_value(); });
}

Result<void> write_in_turns(std::vector<Writing> writings, std::vector<Written>& written) {
    std::vector<Writing> first, memory, last;
    for (Writing& writing : writings) {
        bool is_memory = writing.tries[0].file.starts_with("memory.");
        auto& turn = !is_restorable(writing) ? last : is_memory ? memory : first;
        turn.push_back(std::move(writing));
    }
    TRY(write_in_rounds(std::move(first), written));
    TRY(write_in_rounds(std::move(memory), written));
    for (const Writing& writing : last) TRY(write_one(writing, written));
    return {};
}

}  // namespace

Result<std::vector<Written>> write_all(std::vector<Writing> writings) {
    std::vector<Written> written;
    auto done = write_in_turns(std::move(writings), written);
    if (!done) return fail(undo(written, std::move(done).error()));
    return written;
}

Error undo(std::span<const Written> written, Error why) {
    std::string left;
    for (const Written& one : written | std::views::reverse) {
        if (one.before && write(one.group, one.now.file, *one.before)) continue;
        left += (left.empty() ? "" : ", ") + one.now.file + " = " + one.now.value;
    }
    return left.empty() ? why : std::move(why).hint("this holds already, and cannot be had back: " + left);
}

}  // namespace sandbox::cgroups
