// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/hooks/plan.hh"

#include "core/text.hh"

namespace sandbox::hooks {

static Result<void> check_moments(const Spec& spec, const Surroundings& around) {
    if (around.counts_memory) return {};
    if (!spec.on_oom.empty()) {
        auto error = around.has_group ? Error::impossible("no control group here has the memory controller")
                                      : Error::usage("it goes with a control group, such as Resources.MemoryMax makes, and there is none");
        return fail(std::move(error).at(spec.on_oom.items[0].origin, "Hooks.OnOOM"));
    }
    if (spec.pre_death.empty() || around.may_be_ended) return {};
    return fail(Error::usage("it goes with Exec.RuntimeMaxSec, with Exec.Boot, with Health.OnFailure = \"stop\" or \"restart\", or with Resources.MemoryMax, and none is there")
                    .at(spec.pre_death.items[0].origin, "Hooks.PreDeath"));
}

Result<void> plan(const Spec& spec, const Surroundings& around, Draft<Step>& out) {
    TRY(check_moments(spec, around));
    struct Row {
        Hook hook;
        std::string_view setting;
        const GivenList<std::string>& command;
    };
    for (const Row& row : {Row{Hook::pre_start, "Hooks.PreStart", spec.pre_start}, Row{Hook::post_start, "Hooks.PostStart", spec.post_start},
                           Row{Hook::pre_death, "Hooks.PreDeath", spec.pre_death}, Row{Hook::on_oom, "Hooks.OnOOM", spec.on_oom},
                           Row{Hook::post_mortem, "Hooks.PostMortem", spec.post_mortem}}) {
        if (row.command.empty()) continue;
        RunHook run{row.hook, {}};
        for (const auto& word : row.command) run.command.push_back(*word);
        out.step(Phase::attend, std::move(run), {row.setting, row.command.items[0].origin});
    }
    return {};
}

std::string describe(const Step& step) {
    static constexpr std::string_view kMoments[] = {"before the start", "after the start", "before it is ended",
                                                    "after a kill for memory", "after the end"};
    const auto& run = std::get<RunHook>(step);
    std::string text = std::string(kMoments[static_cast<std::size_t>(run.hook)]) + ", outside:";
    for (const std::string& word : run.command) text += " " + escape(word);
    return text;
}

}  // namespace sandbox::hooks
