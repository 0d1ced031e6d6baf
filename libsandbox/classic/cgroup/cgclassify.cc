// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/cgclassify.hh"

#include "classic/cgroup/change.hh"
#include "classic/cgroup/idle.hh"
#include "classic/cgroup/rules.hh"
#include "classic/cgroup/template.hh"
#include "classic/number.hh"

#include <algorithm>

namespace sandbox::cgroup {

void ClassifyRequest::take(const cli::Parsed& option) {
    switch (option.option->letter) {
    case 'g':
        if (auto spec = parse_spec(*option.argument)) specs.push_back(std::move(*spec));
        else status = refuse("cgroup controller and path parsing failed\n");
        break;
    case 's': sticky = true; break;
    case 'r': replace_idle = true; break;
    default: cancel_sticky = true;
    }
}

namespace {

constexpr int kNoNumber = 2;
constexpr int kNotMoved = 1;

int failed(std::string_view message, const Trouble& trouble) {
    say(std::string(message) + trouble.text() + "\n");
    explain(trouble);
    return kNotMoved;
}

int by_specs(const Mounts& mounts, const std::vector<Spec>& specs, pid_t process) {
    for (const Spec& spec : specs)
        if (auto moved = move(mounts, spec, process); !moved)
            return failed("Error changing group of pid " + std::to_string(process) + ": ", moved.error());
    return 0;
}

Outcome<> follow_rules(const Mounts& mounts, const Subject& subject) {
    for (const Target& target : TRY(find_targets(subject))) {
        TRY(create_from_template(mounts, target));
        TRY(move(mounts, target.spec, subject.process));
    }
    return {};
}

int by_rules(const Mounts& mounts, pid_t process) {
    auto subject = subject_of(process);
    if (!subject) return refuse("Error in determining euid/egid of pid " + std::to_string(process) + "\n", kNotMoved);
    auto moved = follow_rules(mounts, *subject);
    if (moved) return 0;
    return failed("Error: change of cgroup failed for pid " + std::to_string(process) + ": ", moved.error());
}

int classify(const Mounts& mounts, const ClassifyRequest& request, pid_t process) {
    int status = 0;
    if (request.sticky || request.cancel_sticky) {
        auto told = tell_daemon(process, request.cancel_sticky ? Unchanged::cancel : Unchanged::children);
        if (!told) status = failed("Error registering pid " + std::to_string(process) + ": ", told.error());
    }
    status = std::max(status, request.specs.empty() ? by_rules(mounts, process) : by_specs(mounts, request.specs, process));
    return status;
}

/// A process that takes nobody's place in a scope is put back to where it was. The first that takes it ends the -r.
int classify_and_replace(const Mounts& mounts, ClassifyRequest& request, pid_t process) {
    auto before = places_of(process);
    if (!before) return refuse("Failed to read /proc/" + std::to_string(process) + "/cgroups\n", kNotMoved);
    int status = classify(mounts, request, process);
    auto replaced = replace_idle_process(process);
    request.replace_idle = !replaced;
    if (replaced) return status;
    bool has_none = replaced.error().code == Code::failed;
    say("Failed to " + (has_none ? "find idle_thread task\n" : "replace idle_thread task: " + replaced.error().text() + "\n"));
    explain(replaced.error());
    if (auto back = put_back(process, *before); !back) failed("Error changing group of pid " + std::to_string(process) + " back: ", back.error());
    return kNotMoved;
}

}  // namespace

Result<int> run_classify(ClassifyRequest& request, std::span<char*> operands) {
    if (!request.has_arguments) return wrong_parameters(request, Hint::quoted_letter);
    auto mounts = find_mounts(request.scope);
    if (!mounts) return not_initialized(request, mounts.error());
    int status = 0;
    for (const char* word : operands) {
        auto number = classic::parse_integer(word);
        if (!number) {
            status = refuse("Error: " + std::string(word) + " is not valid pid.\n", kNoNumber);
            continue;
        }
        auto process = static_cast<pid_t>(*number);
        bool may_stop = request.replace_idle;
        int one = may_stop ? classify_and_replace(*mounts, request, process) : classify(*mounts, request, process);
        if (one != 0) status = one;
        if (may_stop && request.replace_idle) break;  // nobody's place was taken: as the original, which does not go on
    }
    return status;
}

}  // namespace sandbox::cgroup
