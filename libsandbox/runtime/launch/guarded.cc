// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/guarded.hh"

#include "core/lease.hh"
#include "core/own_places.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "plan/find.hh"
#include "runtime/ledger/place.hh"
#include "runtime/relay/log_file.hh"
#include "runtime/report/store.hh"
#include "unit/search.hh"

#include <cstdlib>
#include <optional>
#include <span>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sandbox {

using Manner = Guarded::Manner;

namespace {

bool is_file(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::string in(const std::string& directory, const std::string& name) {
    return name.starts_with('/') ? name : directory + "/" + name;
}

/// Where execvp(3) looks for a program, up to where it finds it: whoever could put another in front of it would be run too.
std::vector<std::string> candidates(const std::string& program, const std::string& directory) {
    if (program.contains('/')) return {in(directory, program)};
    std::vector<std::string> paths;
    const char* places = ::getenv("PATH");
    for (std::string_view place : split(places != nullptr ? places : "/bin:/usr/bin", ':')) {
        paths.push_back(in(place.empty() ? directory : in(directory, std::string(place)), program));
        if (is_file(paths.back()) && ::access(paths.back().c_str(), X_OK) == 0) break;
    }
    return paths;
}

/// The program of a hook, and what else of its words is a file: a script, say, that the program runs.
void add_hook(const GivenList<std::string>& command, std::string_view setting, const std::string& directory, std::vector<Guarded>& places) {
    for (const auto& word : command) {
        Reason reason{setting, word.origin};
        if (&word == &command.items[0])
            for (std::string& path : candidates(*word, directory)) places.push_back({std::move(path), Manner::read_only, reason});
        else if (std::string path = in(directory, *word); is_file(path)) places.push_back({std::move(path), Manner::read_only, reason});
    }
}

void add_hooks(const Unit& unit, std::vector<Guarded>& places) {
    const auto& spec = unit.hooks;
    for (const auto& [command, setting] : {std::pair(&spec.pre_start, "Hooks.PreStart"), {&spec.post_start, "Hooks.PostStart"},
                                           {&spec.pre_death, "Hooks.PreDeath"}, {&spec.on_oom, "Hooks.OnOOM"},
                                           {&spec.post_mortem, "Hooks.PostMortem"}})
        add_hook(*command, setting, unit.working_directory, places);
}

/// Where the caller's units and filters are, whoever's home HOME says: another time it says another.
void add_homes(std::vector<Guarded>& places) {
    bool is_root = ::geteuid() == 0;
    std::string variable = path_variable("HOME"), account = own_account().home;
    for (const std::string& home : variable == account ? std::vector{variable} : std::vector{variable, account}) {
        if (!home.starts_with('/')) continue;
        places.push_back({default_search_path(home, ::geteuid()).directories.front()});
        if (!is_root) places.push_back({home + "/.cache/sandbox"});
    }
}

/// Names, logs and reports of this time, and where those of another may be.
void add_own(std::vector<Guarded>& places) {
    bool is_root = ::geteuid() == 0;
    for (const std::string& runtime : runtime_directories()) {
        auto entries = ledger::place_below(runtime);
        places.push_back({std::string(parent_of(entries))});
        places.push_back({std::move(entries), Manner::hidden});
    }
    for (const std::string& state : state_directories()) {
        places.push_back({is_root ? "/var/log/sandbox" : logs_below(state), Manner::hidden});
        places.push_back({reports_below(state), Manner::hidden});
    }
}

}  // namespace

std::vector<Guarded> guarded_places(const Unit& unit) {
    bool is_root = ::geteuid() == 0;
    std::vector<Guarded> places;
    add_homes(places);
    if (is_root)
        for (const std::string& units : default_search_path("", 0).directories) places.push_back({units});
    if (is_root) places.push_back({"/var/cache/sandbox"});
    add_own(places);
    if (is_root) places.push_back({Lease::kDirectory, Manner::hidden});
    for (const std::string& source : unit.sources) places.push_back({source});
    add_hooks(unit, places);
    return places;
}

namespace {

/// A tree of the host's, and whether it may be written to.
struct LentTree {
    const std::string* source;
    bool is_writable;
};

std::optional<LentTree> lent_by(const Step& step) {
    if (const auto* root = as<mounts::Step, mounts::DirectoryRoot>(step)) return LentTree{&root->source, !root->read_only};
    const auto* put = as<mounts::Step, mounts::PutPlace>(step);
    if (put == nullptr || put->place.kind != Place::Kind::bind) return std::nullopt;
    return LentTree{&put->place.source, !put->place.flags.read_only};
}

/// "PATH hidden, PATH read-only"; empty: it holds none.
std::string kept_in(const LentTree& tree, std::vector<GuardedPlaces::Place>& guarded) {
    auto around = Way::to(*tree.source);
    std::string kept;
    for (GuardedPlaces::Place& place : around.is_whole() ? std::span(guarded) : std::span<GuardedPlaces::Place>()) {
        bool is_hidden = place.guarded.manner == Manner::hidden;
        if ((!is_hidden && !tree.is_writable) || !place.way().at_or_above(*around.end())) continue;
        kept += (kept.empty() ? "" : ", ") + place.guarded.path + (is_hidden ? " hidden" : " read-only");
    }
    return kept;
}

}  // namespace

std::vector<Note> guard_notes(const Plan& plan, const Unit& unit) {
    std::vector<GuardedPlaces::Place> guarded;
    std::vector<Note> notes;
    for (const Step& step : plan.steps) {
        auto tree = lent_by(step);
        if (!tree) continue;
        if (guarded.empty())
            for (Guarded& one : guarded_places(unit)) guarded.push_back({std::move(one)});
        if (auto kept = kept_in(*tree, guarded); !kept.empty())
            notes.push_back({"in " + *tree->source + ", what is trusted outside is kept from who is inside: " + kept, step.reason});
    }
    return notes;
}

}  // namespace sandbox
