// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/answer.hh"

#include "classic/cgroup/directory.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace sandbox::cgroup {
namespace {

/// "cgget", as the original's sentences have it, whatever the program is called by.
std::unexpected<Trouble> not_read(Trouble trouble, const Question& question, const std::string& controller) {
    if (trouble.code == Code::no_controller) {
        say("cgget: cannot find controller '" + controller + "' in group '" + question.path + "'\n");
        trouble.code = Code::other;
    } else if (trouble.code == Code::other) {
        say("variable file read failed " + trouble.text() + "\n");
    } else {
        say("cgget: " + trouble.text() + (trouble.detail.empty() ? "" : ": " + trouble.detail) + "\n");
    }
    return std::unexpected(std::move(trouble));
}

/// The names of a group's files. The group need not be there, and if a directory above is closed to the caller it is not.
Outcome<std::vector<std::string>> files_of(const Group& group) {
    auto names = names_in_order(group.directory());
    if (names) return *std::move(names);
    int code = names.error().code();
    bool is_missing = code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG;
    bool is_closed_above = code == EACCES && ::access(group.directory().c_str(), F_OK) < 0;
    if (is_missing || is_closed_above) return std::vector<std::string>{};
    return trouble(names.error());
}

/// All files of the controller, in the file system's order. Neither the controller nor the group need be.
Outcome<> add_all(std::vector<Setting>& values, const Mounts& mounts, std::string_view path, const std::string& controller) {
    auto group = mounts.group(controller, path);
    if (!group) return {};
    for (const std::string& name : TRY(files_of(*group))) {
        if (cgroups::controller_of(name) != controller || name.size() == controller.size()) continue;
        // Who may not open a file does not see it; one that can only be written is empty for root, who may.
        auto [what, text] = TRY(read_listed(*group, name));
        if (what == Readable::closed || what == Readable::gone) continue;
        if (text.ends_with('\n')) text.pop_back();
        values.push_back({name, std::move(text)});
    }
    return {};
}

bool is_unmappable(const Outcome<std::string>& text) {
    return !text && text.error().code == Code::no_conversion;
}

}  // namespace

Outcome<Answer> answer(const Mounts& mounts, const Question& question, const GetRequest& request) {
    Answer found{.path = question.path};
    for (const Wanted& wanted : question.wanted) {
        for (const std::string& file : wanted.files) {
            auto text = read_value(mounts, question.path, file, request.words);
            if (is_unmappable(text) && request.ignore_unmappable) continue;
            if (!text) return not_read(text.error(), question, wanted.controller);
            found.values.push_back({file, std::move(*text)});
        }
        if (!wanted.files.empty()) continue;
        auto added = add_all(found.values, mounts, question.path, wanted.controller);
        if (!added) return not_read(added.error(), question, wanted.controller);
    }
    return found;
}

std::string print_text(const std::vector<Answer>& answers, bool has_headers, bool has_names) {
    std::string text;
    for (const Answer& answer : answers) {
        if (has_headers) text += answer.path + ":\n";
        for (const Setting& setting : answer.values) {
            if (has_names) text += setting.file + ": ";
            for (char c : setting.value) text += c == '\n' ? std::string("\n\t") : std::string(1, c);
            text += '\n';
        }
        if (has_headers) text += '\n';
    }
    return text;
}

std::string print_json(const std::vector<Answer>& answers) {
    std::string text = "{\"groups\":[";
    for (std::string_view before; const Answer& answer : answers) {
        text += std::string(before) + "\n  {\"path\":" + json_string(answer.path) + ",\"values\":{";
        before = ",";
        for (std::string_view between; const Setting& setting : answer.values) {
            text += std::string(between) + json_string(setting.file) + ":" + json_string(setting.value);
            between = ",";
        }
        text += "}}";
    }
    return text + "\n]}\n";
}

namespace {

enum class Mode { legacy, unified, hybrid };

Mode mode_of(const Mounts& mounts) {
    bool has_v1 = std::ranges::find(mounts.hierarchies, Version::v1, &Hierarchy::version) != mounts.hierarchies.end();
    bool has_v2 = cgroups::find_unified(mounts.hierarchies) != nullptr;
    if (has_v1 && has_v2) return Mode::hybrid;
    return has_v2 ? Mode::unified : Mode::legacy;
}

/// "1" or "2".
std::string version_of(const Mounts& mounts, const std::string& controller) {
    return cgroups::find_controller(mounts.hierarchies, controller)->version == Version::v1 ? "1" : "2";
}

}  // namespace

std::string print_mode(const Mounts& mounts) {
    static constexpr const char* kSentences[] = {"Legacy Mode (Cgroup v1 only).\n", "Unified Mode (Cgroup v2 only).\n", "Hybrid mode (Cgroup v1/v2).\n"};
    return kSentences[static_cast<std::size_t>(mode_of(mounts))];
}

std::string print_versions(const Mounts& mounts) {
    std::string text = "#Controller\tVersion\n";
    for (const std::string& controller : mounts.all_controllers())
        text += controller + std::string(controller.size() < 8 ? 2 : 1, '\t') + version_of(mounts, controller) + "\n";
    return text;
}

std::string print_mounts_json(const Mounts& mounts, bool has_mode, bool has_versions) {
    static constexpr const char* kWords[] = {"legacy", "unified", "hybrid"};
    std::string text;
    if (has_mode) text = "\"mode\":" + json_string(kWords[static_cast<std::size_t>(mode_of(mounts))]);
    if (!has_versions) return "{" + text + "}\n";
    text += std::string(has_mode ? "," : "") + "\"controllers\":[";
    for (std::string_view before; const std::string& controller : mounts.all_controllers()) {
        text += std::string(before) + "\n  {\"name\":" + json_string(controller) + ",\"version\":" + version_of(mounts, controller) + "}";
        before = ",";
    }
    return "{" + text + "\n]}\n";
}

}  // namespace sandbox::cgroup
