// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/cgsnapshot.hh"

#include "classic/cgroup/directory.hh"
#include "classic/cgroup/rules.hh"
#include "classic/cgroup/values.hh"
#include "cli/print.hh"
#include "core/file.hh"
#include "core/text.hh"
#include "domains/cgroups/control.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::cgroup {

void SnapshotRequest::take(const cli::Parsed& option) {
    auto name = option.option->name;
    if (name == "denylist" || name == "blacklist") {
        denied = std::string(*option.argument);
        has_old_name = option.typed == "-b" || name == "blacklist";
        return;
    }
    if (name == "allowlist" || name == "whitelist") {
        allowed = std::string(*option.argument);
        return;
    }
    switch (option.option->letter) {
    case 'f': take_output(*option.argument); break;
    case 's': is_silent = true; break;
    default: is_strict = true;
    }
}

void SnapshotRequest::take_output(std::string_view path) {
    auto opened = open_file(std::string(path), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (!opened) {
        status = refuse(program + ": Failed to open file " + std::string(path) + "\n", Trouble{.code = Code::other}.exit_status());
        return;
    }
    output = std::string(path);
    file = std::move(*opened);
}

std::set<std::string> parse_variables(std::string_view text) {
    std::set<std::string> names;
    for (std::string_view line : split(text, '\n')) {
        auto words = parse_list(line, ' ');
        if (!words.empty() && !words[0].starts_with('#')) names.insert(words[0]);
    }
    return names;
}

namespace {

/// As cgconfig.conf(5) has it: in quotes, unless libcgroup takes it for one word. Who owns a group chooses the names below it.
std::string name_text(const std::string& name) {
    auto is_of_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("_-/.,%@\\").find(c) != std::string_view::npos;
    };
    return std::ranges::all_of(name, is_of_word) ? name : "\"" + name + "\"";
}

/// Nothing: there is no such file.
Outcome<std::optional<bool>> is_writable(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) return (status.st_mode & S_IWUSR) != 0;
    if (errno == ENOENT) return std::nullopt;
    return trouble(Error::from_errno("stat " + path));
}

Outcome<struct stat> statistics(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) return status;
    return std::unexpected(Trouble{Code::other, errno, "can't read statistics about " + path});
}

/// Of cgroup v2: who writes there sets a trigger, or cpu.weight once more and less exactly.
bool is_no_value(std::string_view name) {
    return name.ends_with(".pressure") || name == "cpu.weight.nice";
}

class Snapshot {
public:
    Snapshot(const SnapshotRequest& request, std::set<std::string> denied, std::set<std::string> allowed, std::span<char*> wanted)
        : request_(request), denied_(std::move(denied)), allowed_(std::move(allowed)), wanted_(wanted.begin(), wanted.end()) {}

    /// Controllers in the order of /proc/cgroups, as the original has them; named hierarchies behind them. A kernel without v1 may
    /// lack the file.
    Outcome<> add_mounts(const Mounts& mounts) {
        text_ += "mount {\n";
        auto table = read_file("/proc/cgroups");
        if (table) add_controllers(mounts, *table);
        for (const Hierarchy& hierarchy : mounts.hierarchies)
            if (!hierarchy.name.empty() && !is_second_mount(mounts, hierarchy))
                add_mount(mounts, "name=" + hierarchy.name, "\"name=" + hierarchy.name + "\"");
        text_ += "}\n\n";
        if (!table && table.error().code() != ENOENT) return trouble(table.error());
        return {};
    }

    Outcome<> add_hierarchy(const Hierarchy& hierarchy) {
        is_first_ = true;
        hierarchy_ = &hierarchy;
        return add_below({hierarchy.version, hierarchy.mount, "/"});
    }

    bool is_wanted(const Hierarchy& hierarchy) const {
        return std::ranges::any_of(names_of(hierarchy), [&](const std::string& name) { return is_wanted(name); });
    }

    const std::string& text() const { return text_; }
    /// Whether every group that was to be printed was.
    bool is_complete() const { return is_complete_; }

private:
    bool is_wanted(std::string_view name) const {
        return wanted_.empty() || std::ranges::find(wanted_, name) != wanted_.end();
    }

    static std::vector<std::string> names_of(const Hierarchy& hierarchy) {
        auto names = hierarchy.controllers;
        if (!hierarchy.name.empty()) names.push_back("name=" + hierarchy.name);
        return names;
    }

    void add_controllers(const Mounts& mounts, std::string_view table) {
        for (std::string_view line : split(table, '\n')) {
            auto name = line.substr(0, line.find('\t'));
            if (name.empty() || name.starts_with('#')) continue;
            add_mount(mounts, name, std::string(name));
            bool has_hierarchy = !line.substr(name.size()).starts_with("\t0\t");
            if (has_hierarchy && is_wanted(name) && !request_.is_silent && cgroups::find_controller(mounts.hierarchies, name) == nullptr)
                say("ERROR: " + std::string(name) + " hierarchy not mounted\n");
        }
    }

    /// All of them: who loads the file mounts it as often. cgroup v2 is mounted by whoever boots the machine.
    void add_mount(const Mounts& mounts, std::string_view name, const std::string& shown) {
        if (!is_wanted(name)) return;
        for (const Hierarchy& hierarchy : mounts.hierarchies) {
            auto names = names_of(hierarchy);
            if (hierarchy.version == Version::v1 && std::ranges::find(names, name) != names.end())
                text_ += "\t" + shown + " = " + name_text(hierarchy.mount) + ";\n";
        }
    }

    Outcome<> add_below(const Group& group) {
        auto below = directories_in_order(group.directory());
        if (!below && below.error().code() == ENOENT) return {};
        if (!below) return trouble(below.error());
        for (const std::string& name : *below) {
            Group child = group.child(name);
            if (name.find('"') != name.npos) {
                say("ERROR: group " + escape(child.path) + " is left out: no quoted name has a quotation mark\n");
                is_complete_ = false;
                continue;
            }
            auto begin = text_.size();
            auto added = add_group(child);
            bool is_gone = !added && (added.error().os_error == ENOENT || added.error().os_error == ENODEV);
            if (!added && !is_gone) return added;
            if (is_gone) text_.resize(begin);
            is_first_ &= is_gone;
            TRY(add_below(child));
        }
        return {};
    }

    Outcome<> add_group(const Group& group) {
        text_ += "group " + name_text(group.path.substr(1)) + " {\n";
        auto controllers = names_of(*hierarchy_);
        if (group.version == Version::v2) {
            auto available = cgroups::available_controllers(group);
            if (!available) return trouble(available.error());
            controllers = *std::move(available);
        }
        for (const std::string& controller : controllers) {
            TRY(add_permissions(group));
            text_ += controller.starts_with("name=") ? "\t\"" + controller + "\" {\n" : "\t" + controller + " {\n";
            auto names = names_in_order(group.directory());
            if (!names) return trouble(names.error());
            for (const std::string& name : *names)
                if (name.starts_with(controller + ".")) TRY(add_variable(group, name));
            text_ += "\t}\n";
        }
        text_ += "}\n\n";
        return {};
    }

    /// Only if not everything is root's.
    Outcome<> add_permissions(const Group& group) {
        auto admin = TRY(statistics(group.directory()));
        auto task = TRY(statistics(group.directory() + (group.version == Version::v1 ? "/tasks" : "/cgroup.procs")));
        if (admin.st_uid == 0 && admin.st_gid == 0 && task.st_uid == 0 && task.st_gid == 0) return {};
        text_ += "\tperm {\n";
        add_owner("admin", admin);
        add_owner("task", task);
        text_ += "\t}\n";
        return {};
    }

    void add_owner(std::string_view block, const struct stat& owner) {
        text_ += "\t\t" + std::string(block) + " {\n";
        text_ += "\t\t\tuid = " + kHostAccounts.user_name(owner.st_uid) + ";\n";
        text_ += "\t\t\tgid = " + kHostAccounts.group_name(owner.st_gid) + ";\n";
        text_ += "\t\t}\n";
    }

    /// By the root's own file: those of other groups may have been given away, whatever the kernel does with them.
    Outcome<bool> can_be_set(const Group& group, const std::string& name) const {
        bool is_v1 = group.version == Version::v1;
        if (!is_v1 && is_no_value(name)) return false;
        if (name == "devices.list") return true;
        if (auto root = TRY(is_writable(hierarchy_->mount + "/" + name))) return *root;
        return is_v1 || TRY(is_writable(group.directory() + "/" + name)).value_or(false);
    }

    Outcome<> add_variable(const Group& group, const std::string& name) {
        if (!TRY(can_be_set(group, name)) || denied_.contains(name)) return {};
        bool is_allowed = allowed_.contains(name);
        if (!is_allowed && request_.is_strict) return {};
        // Who may not open a file does not see it; root, who may, finds nothing in one that can only be written.
        auto [what, shown] = TRY(read_listed(group, name));
        if (what == Readable::closed) return {};
        if (what == Readable::gone) return trouble(Error::from_errno("read " + group.directory() + "/" + name, ENOENT));
        if (!is_allowed && !request_.is_silent && is_first_) warn(name);
        if (name == "devices.deny" || name == "devices.allow") return {};
        // What can only be written says nothing; cgroup v2 has more of these than that one.
        if (what == Readable::mute && group.version == Version::v2) return {};
        if (name == "devices.list") text_ += "\t\tdevices.deny=\"a *:* rwm\";\n";
        if (shown.ends_with('\n')) shown.pop_back();
        text_ += "\t\t" + (name == "devices.list" ? "devices.allow" : name) + "=\"" + shown + "\";\n";
        return {};
    }

    void warn(const std::string& name) const {
        say("WARNING: variable " + name + " is neither " + (request_.has_old_name ? "blacklisted nor whitelisted" : "deny nor allow list") + "\n");
    }

    const SnapshotRequest& request_;
    std::set<std::string> denied_;
    std::set<std::string> allowed_;
    std::vector<std::string> wanted_;
    const Hierarchy* hierarchy_ = nullptr;
    bool is_first_ = true;  ///< group of its hierarchy: warnings are told once
    bool is_complete_ = true;
    std::string text_ = "# Configuration file generated by cgsnapshot\n";
};

/// Nothing: the complaint is made.
std::optional<std::set<std::string>> read_variables(const std::string& path) {
    auto text = read_file(path);
    if (text) return parse_variables(*text);
    say("ERROR: Failed to open file " + path + ": " + std::strerror(text.error().code()) + "\n");
    return std::nullopt;
}

/// The list's name of libcgroup 3; that of 2 only where it is alone.
void find_denied(SnapshotRequest& request) {
    static constexpr char kOld[] = "/etc/cgsnapshot_blacklist.conf";
    request.denied = "/etc/cgsnapshot_denylist.conf";
    request.has_old_name = ::access(request.denied->c_str(), F_OK) < 0 && errno == ENOENT && ::access(kOld, F_OK) == 0;
    if (request.has_old_name) request.denied = kOld;
}

/// libcgroup has no words for this, and prints what it has.
int failed(const Trouble& trouble) {
    if (trouble.code == Code::other) say("ERROR: " + trouble.detail + "\n");
    else explain(trouble);
    return trouble.exit_status();
}

Result<void> write_out(const SnapshotRequest& request, const std::string& text) {
    if (!request.output) return cli::print(text);
    return write_all(request.file.get(), text, *request.output);
}

}  // namespace

Result<int> run_snapshot(SnapshotRequest& request, std::span<char*> operands) {
    if (!request.denied) find_denied(request);
    auto denied = read_variables(*request.denied);
    if (!denied) return kBadArguments;
    auto allowed = request.allowed ? read_variables(*request.allowed) : std::set<std::string>();
    if (!allowed) return kBadArguments;
    Snapshot snapshot(request, *std::move(denied), *std::move(allowed), operands);
    int status = 0;
    auto mounts = find_mounts(DefaultScope::ignore);
    auto added = mounts ? snapshot.add_mounts(*mounts) : std::unexpected(mounts.error());
    if (!added) status = failed(added.error());
    for (const Hierarchy& hierarchy : mounts ? mounts->hierarchies : std::vector<Hierarchy>{}) {
        if (!snapshot.is_wanted(hierarchy) || is_second_mount(*mounts, hierarchy)) continue;
        added = snapshot.add_hierarchy(hierarchy);
        if (!added) status = failed(added.error());
    }
    if (status == 0 && !snapshot.is_complete()) status = Trouble{.code = Code::invalid}.exit_status();
    TRY(write_out(request, snapshot.text()));
    return status;
}

}  // namespace sandbox::cgroup
