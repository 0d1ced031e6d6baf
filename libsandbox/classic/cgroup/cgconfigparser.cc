// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/cgconfigparser.hh"

#include "classic/cgroup/cgcreate.hh"
#include "classic/cgroup/directory.hh"
#include "classic/cgroup/load.hh"
#include "core/file.hh"

namespace sandbox::cgroup {

void ConfigRequest::take(const cli::Parsed& option) {
    if (take_permission(*this, permissions, option, kMinusOne)) return;
    if (option.option->letter == 'l') {
        files.emplace_back(*option.argument);
        return;
    }
    std::string directory(*option.argument);
    auto found = files_in(directory);
    if (found) files.insert(files.end(), found->begin(), found->end());
    else status = refuse(program + ": cannot open " + directory + ": " + trouble(found.error()).error().text() + "\n", 1);
}

static Outcome<> load(const std::string& file, Permissions& defaults) {
    auto text = read_file(file);
    if (!text) {
        log_error("failed to open file " + file);
        return trouble(text.error());
    }
    auto config = parse_config(*text);
    if (!config) {
        log_error("failed to parse file " + file);
        return trouble(config.error().code, file + ":" + config.error().detail);
    }
    return load_config(*config, defaults);
}

Result<int> run_config(ConfigRequest& request, std::span<char*> operands) {
    if (!request.has_arguments || !operands.empty()) return wrong_parameters(request, Hint::quoted_letter);
    int status = 0;
    Permissions defaults = request.permissions;
    for (const std::string& file : request.files) {
        auto loaded = load(file, defaults);
        if (loaded) continue;
        const Trouble& trouble = loaded.error();
        say(request.program + "; error loading " + file + ": " + trouble.text() + "\n");
        // libcgroup's own parser tells where, too.
        if (trouble.code == Code::config_failed) say(trouble.detail + "\n");
        else explain(trouble);
        if (status == 0) status = trouble.exit_status();
    }
    return status;
}

}  // namespace sandbox::cgroup
