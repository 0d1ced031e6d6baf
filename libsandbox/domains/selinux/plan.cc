// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/plan.hh"

#include "core/text.hh"
#include "domains/selinux/labels.hh"

#include <algorithm>

namespace sandbox::selinux {
namespace {

/// What somebody wrote beside Security.SELinux and has nothing to say there; empty: nothing.
Reason written_beside(const Spec& spec) {
    if (spec.process.is_given()) return {"Security.SELinuxContext", spec.process.origin};
    if (spec.mounts.is_given()) return {"Security.SELinuxMountContext", spec.mounts.origin};
    if (spec.files->kind != FileLabel::Kind::keep) return {"Security.SELinuxFileLabel", spec.files.origin};
    return {};
}

/// Who asked for a label; empty: nobody did, it is the default.
Reason wanted_by(const Spec& spec) {
    return *spec.mode == Mode::automatic ? written_beside(spec) : Reason{"Security.SELinux", spec.mode.origin};
}

/// Why there is no label; empty: there is.
std::string absence_of(const Spec& spec, const std::string& context, const std::string& hindrance, bool is_booted) {
    if (context.empty()) return "SELinux is not enabled on this host";
    if (is_booted && wanted_by(spec).setting.empty()) return "a system that boots has files that are labelled for itself";
    bool needs_module = *spec.mode == Mode::automatic || (*spec.mode == Mode::dynamic && spec.process->type.empty());
    return needs_module ? hindrance : "";
}

Result<void> check_contradictions(const Spec& spec) {
    auto refuse = [](std::string text, const Reason& reason) {
        return fail(Error::usage(std::move(text)).at(reason.origin, reason.setting));
    };
    Reason beside = written_beside(spec);
    bool has_labels = *spec.mode != Mode::off && *spec.mode != Mode::inherit;
    if (!has_labels && !beside.setting.empty())
        return refuse("Security.SELinux = \"" + std::string(kModes[static_cast<std::size_t>(*spec.mode)]) + "\" gives it no label of its own", beside);
    if (*spec.mode == Mode::fixed && !spec.process.is_given())
        return refuse("static takes its label from Security.SELinuxContext, which is missing", {"Security.SELinux", spec.mode.origin});
    if (*spec.mode == Mode::fixed) return {};
    for (const auto& [given, key] : {std::pair(&spec.process, "Security.SELinuxContext"), std::pair(&spec.mounts, "Security.SELinuxMountContext")})
        if (const std::string& level = (*given)->level; level.find_first_of(":-") != level.npos)
            return refuse("the categories of " + level + " would join those that are leased; Security.SELinux = \"static\" takes them as they are",
                          {key, given->origin});
    return {};
}

Result<void> check_files(const Spec& spec, const std::vector<std::string>& paths) {
    Reason reason{"Security.SELinuxFileLabel", spec.files.origin};
    auto wrong = std::ranges::find_if(paths, is_systems);
    if (wrong == paths.end()) return {};
    return fail(Error::usage(*wrong + " would be labelled with all that is below, and programs of the host need it as it is")
                    .hint("bind a directory below it")
                    .at(reason.origin, reason.setting));
}

SecurityContext label_of(const FileLabel& wanted, const SecurityContext& own, const SecurityContext& process) {
    if (wanted.kind == FileLabel::Kind::shared) return file_context({}, own, kFileType, sensitivity(process.level));
    return file_context(wanted.context, own, kFileType, wanted.kind == FileLabel::Kind::separate ? process.level : sensitivity(process.level));
}

void draft_labels(const Spec& spec, const SecurityContext& own, const Sandbox& sandbox, Draft<Step>& out) {
    Reason beside = written_beside(spec), mode{"Security.SELinux", spec.mode.origin};
    Reason reason = spec.process.is_given() || spec.mounts.is_given() ? beside : mode;
    bool has_pair = *spec.mode != Mode::fixed;
    auto process = process_context(*spec.process, own, sandbox.has_network ? kNetworkType : kType);
    out.step(Phase::label,
             MakeLabels{.process = print(process), .mounts = print(file_context(*spec.mounts, own, kFileType, process.level)),
                        .terminal = print(file_context({}, own, kTerminalType, process.level)), .has_pair = has_pair},
             reason);
    const FileLabel& files = *spec.files;
    if (files.kind != FileLabel::Kind::keep && !sandbox.writable.empty())
        out.step(Phase::label,
                 LabelFiles{.context = print(label_of(files, own, process)), .has_pair = has_pair && files.kind == FileLabel::Kind::separate,
                            .paths = sandbox.writable},
                 {"Security.SELinuxFileLabel", spec.files.origin});
    out.step(Phase::confine, LabelProcess{print(process), has_pair}, spec.process.is_given() ? beside : mode);
}

}  // namespace

Result<void> plan(const Spec& spec, const Facts& facts, const Sandbox& sandbox, Draft<Step>& out) {
    TRY(check_contradictions(spec));
    if (*spec.mode == Mode::off) return {};
    auto context = TRY(facts.context.get("selinux.context"));
    auto absence = absence_of(spec, context, TRY(facts.hindrance.get("selinux.hindrance")), sandbox.is_booted);
    Reason wanted = wanted_by(spec);
    if (!absence.empty()) {
        bool may_lack = wanted.setting.empty() || std::ranges::find(sandbox.optional, wanted.setting) != sandbox.optional.end();
        if (!may_lack) return fail(Error::impossible(absence).at(wanted.origin, wanted.setting));
        // The default has nothing to give up where SELinux is not enabled.
        if (!context.empty() || !wanted.setting.empty()) out.note("no label of SELinux: " + absence, {"Security.SELinux", spec.mode.origin});
        return {};
    }
    auto own = TRY(parse_context(context));
    if (*spec.mode == Mode::inherit) return out.step(Phase::confine, LabelProcess{print(own), false}, wanted), Result<void>();
    if (spec.files->kind != FileLabel::Kind::keep) TRY(check_files(spec, sandbox.writable));
    draft_labels(spec, own, sandbox, out);
    return {};
}

namespace {

std::string with_pair(const std::string& context, bool has_pair) {
    return context + (has_pair ? " and a pair of categories of its own" : "");
}

struct Describe {
    std::string operator()(const MakeLabels& labels) const {
        return "SELinux: files " + with_pair(labels.mounts, labels.has_pair);
    }
    std::string operator()(const LabelFiles& label) const {
        std::string text = "SELinux: label";
        for (const std::string& path : label.paths) text += " " + escape(path);
        return text + " as " + with_pair(label.context, label.has_pair);
    }
    std::string operator()(const LabelProcess& label) const {
        return "SELinux: start as " + with_pair(label.context, label.has_pair);
    }
};

}  // namespace

std::string describe(const Step& step) {
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::selinux
