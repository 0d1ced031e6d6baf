// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/cgget.hh"

#include "classic/cgroup/answer.hh"
#include "cli/print.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox::cgroup {
namespace {

Wanted& wanted_of(Question& question, std::string_view controller) {
    auto found = std::ranges::find(question.wanted, controller, &Wanted::controller);
    if (found != question.wanted.end()) return *found;
    return question.wanted.emplace_back(std::string(controller));
}

/// -r and -g CONTROLLER, which come before their group, go into the first question.
Question& first_question(GetRequest& request) {
    return request.questions.empty() ? request.questions.emplace_back() : request.questions.front();
}

}  // namespace

void GetRequest::take_file(std::string_view name) {
    by_file = needs_path = true;
    if (name.find('.') == name.npos) {
        status = refuse("cgget: error parsing parameter name '" + std::string(name) + "'\n", static_cast<int>(Code::invalid) & 0xff);
        return;
    }
    auto& files = wanted_of(first_question(*this), cgroups::controller_of(name)).files;
    if (std::ranges::find(files, name) != files.end()) status = static_cast<int>(Code::value_exists) & 0xff;
    else files.emplace_back(name);
}

void GetRequest::take_group(std::string_view text) {
    by_controller = true;
    if (auto colon = text.find(':'); colon != text.npos) {
        // An empty path is the root's, or that of the command line.
        Question& question = questions.emplace_back(Question{std::string(text.substr(colon + 1)), {}});
        for (const std::string& controller : parse_list(text.substr(0, colon))) wanted_of(question, controller);
        return;
    }
    needs_path = true;
    if (questions.size() > 1) status = static_cast<int>(Code::too_many) & 0xff;
    else wanted_of(first_question(*this), text);
}

void GetRequest::take(const cli::Parsed& option) {
    switch (option.option->letter) {
    case 'r': take_file(*option.argument); break;
    case 'g': take_group(*option.argument); break;
    case 'a': by_controller = all = true; break;
    case 'n': has_headers = false; break;
    case 'v': has_names = false; break;
    case 'm': mode = true; break;
    case 'c': versions = true; break;
    case 'i': ignore_unmappable = true; break;
    case '1': words = Version::v1; break;
    case '2': words = Version::v2; break;
    }
}

/// Every group of the command line, with what is asked about it; none: the line is wrong.
static std::optional<std::vector<Question>> questions_of(const GetRequest& request, const Mounts& mounts, std::span<char*> paths) {
    auto questions = request.questions;
    bool has_path = !questions.empty() && !questions[0].path.empty();
    if (request.by_file && request.by_controller) return std::nullopt;
    if (!request.has_arguments || (paths.empty() ? request.needs_path : has_path)) return std::nullopt;
    bool has_question = !questions.empty() || request.all;  // of nobody but the root, if no group is named
    if (paths.empty() && !has_question) return questions;
    if (questions.empty()) questions.emplace_back();
    if (request.all || (!request.by_file && !request.by_controller))
        for (const std::string& controller : mounts.all_controllers()) wanted_of(questions[0], controller);
    Question model = questions[0];
    for (std::size_t at = 0; at < paths.size(); ++at) {
        model.path = paths[at];
        if (at == 0) questions[0] = model;
        else questions.push_back(model);
    }
    return questions;
}

static int failed(const Trouble& trouble) {
    explain(trouble);
    return trouble.exit_status();
}

Result<int> run_get(GetRequest& request, std::span<char*> operands) {
    auto mounts = find_mounts(request.scope);
    if (!mounts) return not_initialized(request, mounts.error());
    if (request.mode || request.versions) {
        auto text = (request.mode ? print_mode(*mounts) : "") + (request.versions ? print_versions(*mounts) : "");
        TRY(cli::print(request.json ? print_mounts_json(*mounts, request.mode, request.versions) : text));
        return 0;
    }
    auto questions = questions_of(request, *mounts, operands);
    if (!questions) return wrong_parameters(request, Hint::stray_letter);
    std::vector<Answer> answers;
    for (const Question& question : *questions) {
        auto one = answer(*mounts, question, request);
        if (!one) return failed(one.error());
        answers.push_back(std::move(*one));
    }
    TRY(cli::print(request.json ? print_json(answers) : print_text(answers, request.has_headers, request.has_names)));
    return 0;
}

}  // namespace sandbox::cgroup
