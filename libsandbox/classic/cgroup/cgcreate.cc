// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/cgcreate.hh"

#include "classic/cgroup/create_scope.hh"
#include "cli/print.hh"
#include "core/text.hh"

namespace sandbox::cgroup {

static void take_owner(Request& request, Owner& owner, std::string_view text, int status_of_nobody) {
    if (auto parsed = parse_owner(text)) owner = *parsed;
    else request.status = refuse(request.program + ": " + parsed.error() + "\n", status_of_nobody);
}

static void take_mode(Request& request, std::optional<mode_t>& mode, std::string_view text) {
    mode = parse_permission(text);
    if (mode) return;
    // The original tells this on standard output.
    (void)cli::print(request.program + " wrong mode format " + std::string(text) + "\n");
    request.status = kMinusOne;
}

bool take_permission(Request& request, Permissions& permissions, const cli::Parsed& option, int status_of_nobody) {
    switch (option.option->letter) {
    case 'a': take_owner(request, permissions.admin, *option.argument, status_of_nobody); return true;
    case 't': take_owner(request, permissions.task, *option.argument, status_of_nobody); return true;
    case 'd': take_mode(request, permissions.directory, *option.argument); return true;
    case 'f': take_mode(request, permissions.files, *option.argument); return true;
    case 's': take_mode(request, permissions.tasks, *option.argument); return true;
    default: return false;
    }
}

void CreateRequest::take(const cli::Parsed& option) {
    if (take_permission(*this, permissions, option, 0)) return;
    switch (option.option->letter) {
    case 'g':
        if (auto spec = parse_spec(*option.argument)) specs.push_back(std::move(*spec));
        else status = refuse(program + ": cgroup controller and path parsing failed (" + std::string(*option.argument) + ")\n");
        break;
    case 'c': scope_wanted = true; break;
    case 'S': set_default = true; break;
    case 'p': {
        auto number = parse_number(*option.argument);
        if (number && *number > 1) process = static_cast<pid_t>(*number);
        else status = refuse(program + ": Invalid pid " + std::string(*option.argument) + "\n");
        break;
    }
    }
}

/// What does not go together, or lacks something; empty if nothing.
static std::string contradiction(const CreateRequest& request, std::span<char*> operands) {
    if (request.scope == DefaultScope::ignore && request.scope_wanted) return "\"-b\" and \"-c\" are mutually exclusive";
    if (request.set_default && !request.scope_wanted) return "\"-S\" requires \"-c\" to be provided";
    if (request.process && !request.scope_wanted) return "\"-p\" requires \"-c\" to be provided";
    if (!operands.empty()) return "wrong arguments (" + std::string(operands[0]) + ")";
    return {};
}

static int failed(const CreateRequest& request, std::string_view path, const Trouble& trouble) {
    say(request.program + ": can't create cgroup " + std::string(path) + ": " + trouble.text() + "\n");
    explain(trouble);
    return trouble.exit_status();
}

static int run_create_scopes(const CreateRequest& request) {
    auto as_default = request.set_default ? Default::set : Default::keep;
    for (const Spec& spec : request.specs)
        if (auto made = create_scope(spec.path, request.process, as_default); !made) return failed(request, spec.path, made.error());
    return 0;
}

Result<int> run_create(CreateRequest& request, std::span<char*> operands) {
    if (auto wrong = contradiction(request, operands); !wrong.empty()) return refuse(request.program + ": " + wrong + "\n");
    if (!request.has_arguments) return wrong_parameters(request, Hint::letter);
    if (request.scope_wanted) return run_create_scopes(request);
    auto mounts = find_mounts(request.scope);
    if (!mounts) return not_initialized(request, mounts.error());
    for (const Spec& spec : request.specs)
        if (auto made = create(*mounts, spec, request.permissions); !made) return failed(request, spec.path, made.error());
    return 0;
}

}  // namespace sandbox::cgroup
