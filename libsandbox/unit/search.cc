// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/search.hh"

#include "core/assign.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "unit/prescan.hh"
#include "unit/read.hh"
#include "unit/sandbox_name.hh"
#include "unit/trust.hh"

#include <algorithm>
#include <map>
#include <sys/sysmacros.h>

namespace sandbox {
namespace {

constexpr std::string_view kSuffix = ".toml";
constexpr std::size_t kMaxFiles = 256;

/// What the user asked for, taken apart.
struct Wanted {
    std::string stem;       ///< the file's name without ".toml": "web", or "web@" of a template
    std::string name;       ///< "web"
    std::string instance{};
    /// The file's name without ".toml" of a template's instance itself, "web@1", which goes before "web@"; of another unit the stem.
    std::string own_stem{};
    std::string directory{};  ///< of a path with a slash; empty: to be searched for
    std::string file{};       ///< of a path with a slash: its last component, as written
    bool has_suffix = false;  ///< it was written with ".toml"
};

void split_instance(Wanted& wanted) {
    auto at = wanted.stem.find('@');
    wanted.own_stem = wanted.stem;
    wanted.name = wanted.stem.substr(0, at);
    if (at == std::string::npos) return;
    wanted.instance = wanted.stem.substr(at + 1);
    wanted.stem.resize(at + 1);
}

Result<Wanted> take_apart(const std::string& name_or_path) {
    Wanted wanted;
    bool is_path = name_or_path.find('/') != std::string::npos;
    if (is_path) {
        wanted.directory = parent_of(name_or_path);
        wanted.file = base_of(name_or_path);
        if (wanted.file.empty() || wanted.file == "." || wanted.file == "..")
            return fail(Error::usage(quote(name_or_path) + " names no file"));
    }
    wanted.stem = is_path ? wanted.file : name_or_path;
    wanted.has_suffix = wanted.stem.ends_with(kSuffix);
    if (wanted.has_suffix) wanted.stem.resize(wanted.stem.size() - kSuffix.size());
    split_instance(wanted);
    if (!is_clean(name_or_path)) return fail(Error::usage("control or bidirectional characters in the name " + quote(name_or_path)));
    if (!is_path && !is_unit_name(wanted.name))
        return fail(Error::usage(quote(name_or_path) + " is no unit's name").hint("a path has a slash"));
    bool is_template = wanted.stem.ends_with('@');
    if (is_template && !is_path && wanted.instance.empty())
        return fail(Error::usage(quote(name_or_path) + " is a template").hint("run it as " + wanted.stem + "ARG"));
    if (!wanted.instance.empty() && !is_instance(wanted.instance))
        return fail(Error::usage(quote(wanted.instance) + " cannot be the instance of a template"));
    return wanted;
}

std::string in(const std::string& directory, const std::string& name) {
    return directory.ends_with('/') ? directory + name : directory + "/" + name;
}

bool is_null(const struct stat& status) {
    return S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);
}

struct Found {
    Trusted file;
    std::string path;
};

/// A file that was read, without a descriptor.
struct Seen {
    dev_t device;
    ino_t inode;
    std::string path;

    bool is(const struct stat& status) const { return status.st_dev == device && status.st_ino == inode; }
};

class Loader {
public:
    explicit Loader(const SearchPath& search) : search_(search) {}

    Result<Loaded> load(const Wanted& wanted) {
        auto found = TRY(find(wanted, Asked::by_the_caller));
        loaded_.name = wanted.name;
        loaded_.instance = wanted.instance;
        loaded_.drop_ins = in(drop_in_parent(found.path, wanted), wanted.own_stem + std::string(kSuffix) + ".d");
        TRY(add_unit(found));
        TRY(add_drop_ins(wanted));
        return std::move(loaded_);
    }

private:
    /// The caller may have meant a command; a base is a unit.
    enum class Asked { by_the_caller, by_a_unit };

    Result<Found> find(const Wanted& wanted, Asked asked) const {
        for (const std::string& path : candidates(wanted)) {
            auto file = TRY(find_trusted(path, search_.caller));
            if (file) return Found{*std::move(file), path};
        }
        return fail(not_found(wanted, asked));
    }

    std::string drop_in_parent(const std::string& path, const Wanted& wanted) const {
        bool is_own = !wanted.directory.empty() || (search_.caller == 0 ? !path.starts_with("/usr/") : path.starts_with(search_.home + "/"));
        if (is_own || (search_.caller != 0 && search_.home.empty())) return std::string(parent_of(path));
        return search_.caller == 0 ? "/etc/sandbox/units" : search_.directories.front();
    }

    /// An instance's own name goes before that of its template, wherever both are.
    static std::vector<std::string> stems(const Wanted& wanted) {
        if (wanted.own_stem == wanted.stem) return {wanted.stem};
        return {wanted.own_stem, wanted.stem};
    }

    std::vector<std::string> candidates(const Wanted& wanted) const {
        std::vector<std::string> paths;
        if (!wanted.directory.empty()) {
            paths.push_back(in(wanted.directory, wanted.file));
            if (wanted.instance.empty()) return paths;
            for (const std::string& stem : stems(wanted)) paths.push_back(in(wanted.directory, stem + std::string(kSuffix)));
            return paths;
        }
        for (const std::string& stem : stems(wanted))
            for (const std::string& directory : search_.directories) paths.push_back(in(directory, stem + std::string(kSuffix)));
        return paths;
    }

    Error not_found(const Wanted& wanted, Asked asked) const {
        if (!wanted.directory.empty())
            return Error::usage("unit " + quote(in(wanted.directory, wanted.file)) + " not found");
        std::vector<std::string> names;
        for (const std::string& directory : search_.directories)
            for (std::string& file : names_in(directory)) names.push_back(file.substr(0, file.size() - kSuffix.size()));
        std::vector<std::string_view> views(names.begin(), names.end());
        auto error = Error::usage("unit " + quote(wanted.stem) + " not found in " + join(search_.directories, ", "));
        auto near = nearest(wanted.stem, views);
        if (!near.empty()) return std::move(error).hint("did you mean " + std::string(near) + "?");
        if (wanted.has_suffix) return std::move(error).hint("a path has a slash: ./" + wanted.own_stem + std::string(kSuffix));
        if (asked == Asked::by_the_caller) return std::move(error).hint("to run a command: sandbox-run -- " + wanted.own_stem);
        return error;
    }

    /// For a suggestion only: what cannot be listed suggests nothing.
    std::vector<std::string> names_in(const std::string& directory) const {
        auto found = find_trusted(directory, search_.caller);
        if (!found || !*found) return {};
        return list_trusted(**found, directory, kSuffix).value_or(std::vector<std::string>{});
    }

    Result<std::vector<Assignment>> read(const Found& found) {
        if (loaded_.files.size() == kMaxFiles) return fail(Error::usage("more than " + std::to_string(kMaxFiles) + " files"));
        if (is_null(found.file.status)) return fail(Error::usage(found.path + ": is masked: it is a link to /dev/null"));
        auto text = TRY(read_trusted(found.file, found.path, kMaxUnitBytes));
        loaded_.files.push_back(found.path);
        auto assignments = read_unit(text, found.path);
        // A unit may begin with #! too.
        bool is_program = text.starts_with("\x7f" "ELF") || text.starts_with("#!");
        if (assignments || !is_program) return assignments;
        return fail(std::move(assignments).error().hint("to run a program: sandbox-run -- " + found.path));
    }

    /// A unit's bases, then the unit; nothing if it is there already.
    Result<void> add_unit(const Found& found) {
        const struct stat& status = found.file.status;
        auto is_this = [&](const Seen& seen) { return seen.is(status); };
        if (std::ranges::any_of(done_, is_this)) return {};
        auto open = std::ranges::find_if(chain_, is_this);
        if (open != chain_.end()) return fail(cycle(open - chain_.begin(), found.path));
        if (chain_.size() == static_cast<std::size_t>(kMaxDepth))
            return fail(Error::usage("more than " + std::to_string(kMaxDepth) + " bases above each other"));
        auto assignments = TRY(read(found));
        chain_.push_back({status.st_dev, status.st_ino, found.path});
        for (const Assignment& assignment : assignments)
            if (assignment.row->key == "Unit.Extends") TRY(add_bases(assignment, found.path));
        std::ranges::move(assignments, std::back_inserter(loaded_.assignments));
        done_.push_back(std::move(chain_.back()));
        chain_.pop_back();
        return {};
    }

    Error cycle(std::ptrdiff_t first, const std::string& last) const {
        std::string round;
        for (auto link = chain_.begin() + first; link != chain_.end(); ++link) round += link->path + " extends ";
        return Error::usage(round + last);
    }

    Result<Names> names() const {
        if (search_.names) return search_.names(loaded_.name, loaded_.instance);
        return Names{.instance = loaded_.instance, .home = search_.home};
    }

    Result<void> add_bases(const Assignment& extends, const std::string& path) {
        auto added = [&](const Value& base) -> Result<void> {
            auto name = TRY(assign::as_text(base));
            if (name.empty()) return {};
            if (name.find_first_of("%~") != name.npos) name = TRY(expand_path(name, TRY(names())));
            bool is_beside = name.find('/') != name.npos && name.front() != '/';
            if (name.starts_with("./")) name.erase(0, 2);
            if (is_beside) name = in(std::string(parent_of(path)), name);
            auto wanted = TRY(take_apart(name));
            return add_unit(TRY(find(wanted, Asked::by_a_unit)));
        };
        auto bases = assign::as_list(extends.value);
        if (!bases) return fail(std::move(bases).error().at(extends.value.origin, extends.row->key));
        for (const Value& base : *bases) {
            auto result = added(base);
            if (!result) return fail(std::move(result).error().at(base.origin, extends.row->key));
        }
        return {};
    }

    Result<void> add_drop_ins(const Wanted& wanted) {
        std::map<std::string, std::string> paths;
        std::vector<std::string> beside{wanted.directory};
        for (const std::string& stem : stems(wanted))
            for (const std::string& parent : wanted.directory.empty() ? search_.directories : beside) {
                auto directory = in(parent, stem + std::string(kSuffix) + ".d");
                if (!wanted.directory.empty()) loaded_.places.push_back(directory);
                auto found = TRY(find_trusted(directory, search_.caller));
                if (!found || !S_ISDIR(found->status.st_mode)) continue;
                for (std::string& name : TRY(list_trusted(*found, directory, kSuffix))) paths.try_emplace(name, in(directory, name));
            }
        for (const auto& [name, path] : paths) TRY(add_drop_in(path));
        return {};
    }

    Result<void> add_drop_in(const std::string& path) {
        if (!is_clean(path)) return fail(Error::usage("control or bidirectional characters in the name " + quote(path)));
        auto file = TRY(find_trusted(path, search_.caller));
        if (!file) return fail(Error::usage(path + ": is a symbolic link to nothing"));
        if (is_null(file->status)) return {};  // masked, as systemd has it
        auto assignments = TRY(read({*std::move(file), path}));
        for (Assignment& assignment : assignments) {
            if (assignment.row->key == "Unit.Extends")
                return fail(Error::usage("a drop-in extends nothing").at(assignment.value.origin, assignment.row->key));
            loaded_.assignments.push_back(std::move(assignment));
        }
        return {};
    }

    const SearchPath& search_;
    Loaded loaded_{};
    std::vector<Seen> chain_{};  ///< the unit and the bases that are being read, outermost first
    std::vector<Seen> done_{};
};

}  // namespace

SearchPath default_search_path(const std::string& home, uid_t caller) {
    SearchPath search{.home = home, .caller = caller};
    if (home.starts_with('/')) search.directories.push_back(in(home, ".config/sandbox/units"));
    for (const char* directory : {"/etc/sandbox/units", "/run/sandbox/units", "/usr/local/lib/sandbox/units"})
        search.directories.emplace_back(directory);
#ifdef SANDBOX_UNIT_DIR
    if (std::ranges::find(search.directories, SANDBOX_UNIT_DIR) == search.directories.end())
        search.directories.emplace_back(SANDBOX_UNIT_DIR);
#endif
    if (search.directories.back() != "/usr/lib/sandbox/units") search.directories.emplace_back("/usr/lib/sandbox/units");
    return search;
}

Result<Loaded> load(const std::string& name_or_path, const SearchPath& search) {
    return Loader(search).load(TRY(take_apart(name_or_path)));
}

}  // namespace sandbox
