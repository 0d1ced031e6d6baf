// SPDX-License-Identifier: LGPL-2.1-or-later
#include "generate.hh"

#include "unit/read.hh"
#include "unit/replay.hh"

#include <doctest/doctest.h>

namespace sandbox::generated {
namespace {

/// The ways to say something about one subject; the first is to say nothing. A unit takes one of each list.
const std::vector<std::vector<const char*>> kWays = {
    {"", "Exec.Hostname = \"\"", "Exec.Hostname = \"other\""},
    {"", "Exec.User = \"root\"", "Exec.User = \"7\"", "Exec.User = \"named\"", "Exec.Group = \"8\"", "Exec.Group = \"named\""},
    {"", "", "User.PrivateUsers = \"self\"", "User.PrivateUsers = \"no\"", "User.PrivateUsers = \"pick\"",
     "User.PrivateUsers = \"100000:65536\"", "User.Map = [[0, 100000, 65536]]",
     "User.Map = [[0, 100000, 10], [1000, 5000, 1]]\nUser.GroupMap = [[0, 100000, 65536]]"},
    {"", "", "", "Sandbox.Namespaces = [\"mount\", \"pid\", \"user\"]", "Sandbox.Namespaces = [\"mount\", \"pid\", \"ipc\", \"net\"]",
     "Sandbox.Namespaces = [\"mount\", \"user\", \"net\", \"uts\"]\nFiles.Proc = \"none\""},
    {"", "", "Network.Mode = \"host\"", "Network.Loopback = false"},
    {"", "", "Files.RootDirectory = \"/srv/image\"", "Files.Base = \"empty\"", "Files.Base = \"host\"",
     "Files.RootDirectory = \"/srv/image\"\nFiles.ReadOnly = false"},
    {"", "Files.Bind = [\"/srv/data\", \"/srv/deep/er:/a/b/c\", \"-/srv/x:/a/b\"]", "Files.BindReadOnly = [\"/opt/a-b\", \"/opt/a\"]",
     "Files.Bind = [\"/srv/home:/home/user\"]\nFiles.BindReadOnly = [\"/srv/one:/tmp/one\", \"/srv/two:/usr/share/two\"]"},
    {"", "Files.TemporaryFileSystem = [\"/tmp:size=1M\", \"/a/b\", \"/dev/shm:size=1M\"]", "Files.Home = \"none\""},
    {"", "Files.Inaccessible = [\"/usr/share\", \"-/a/b/c\"]", "Files.Inaccessible = [\"/tmp\"]"},
    {"", "Files.Data = {\"/etc/app/x\" = \"1\", \"/z\" = \"2\"}", "Files.Symlink = {\"/a/link\" = \"/tmp\"}"},
    {"", "Files.Sys = \"readonly\"\nFiles.MQueue = true", "Files.Propagation = \"slave\"", "Files.ReadOnly = false"},
    {"", "", "Security.Capabilities = [\"CAP_SYS_ADMIN\"]", "Security.Capabilities = [\"NET_RAW\", \"CHOWN\"]\nFiles.MQueue = true"},
    {"", "", "Security.NoNewPrivileges = false", "Security.RestrictNamespaces = false", "Security.KeyringMode = \"inherit\""},
    {"", "SystemCalls.Profile = \"container\"", "Resources.TasksMax = 9\nResources.Nice = 5", "Resources.LimitNPROC = 9"},
    {"", "Exec.Init = \"payload\"", "Exec.StandardInput = \"null\"\nExec.StandardError = \"file:/srv/log\"",
     "Exec.WorkingDirectory = \"/a\"\nExec.UMask = \"0077\""},
    {"", "", "Exec.NewSession = false"},
    {"", "Exec.Restart = \"always\"", "Exec.Restart = \"on-failure\"\nExec.RestartSec = 1"},
    {"", "Hooks.PreStart = [\"a\"]\nHooks.PostMortem = [\"b\", \"c\"]", "Hooks.PostStart = [\"d\"]"},
    {"", "Machine.Register = \"yes\"", "Machine.Name = \"web\""},
    {"", "", "Exec.StandardOutput = \"journal\"", "Journal.SyslogIdentifier = \"x\""},
    {"", "Exec.RuntimeMaxSec = 60", "Exec.RuntimeMaxSec = \"infinity\""},
};

/// A generator that is the same on every machine (a linear congruence, the upper bits of it).
class Numbers {
public:
    unsigned below(std::size_t limit) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<unsigned>((state_ >> 33) % limit);
    }

private:
    std::uint64_t state_ = 20;
};

bool has_key(const std::string& text, std::string_view line) {
    return text.find(line.substr(0, line.find(" = "))) != text.npos;
}

/// One way of each subject; a key that is there already is not said twice, as TOML wants it.
std::string made_up(Numbers& numbers) {
    std::string text = "Exec.Command = [\"true\"]\n";
    for (const auto& ways : kWays) {
        std::string_view way = ways[numbers.below(ways.size())];
        std::string added;
        for (std::string_view line : split(way, '\n'))
            if (!line.empty() && !has_key(text, line)) added += std::string(line) + "\n";
        text += added;
    }
    return text;
}

}  // namespace

Case make(const std::string& text, bool is_root) {
    auto assignments = read_unit(text, "made.toml");
    REQUIRE_MESSAGE(assignments, assignments.error().message());
    auto unit = replay(*assignments, {.sandbox = "made", .home = "/home/ann"});
    REQUIRE_MESSAGE(unit, unit.error().message());
    Case made{.text = (is_root ? "as root:\n" : "as a user:\n") + text, .unit = *std::move(unit)};
    made.host = needs(made.unit);
    made.host.users.uid.set(is_root ? 0 : 1001);
    made.host.users.gid.set(is_root ? 0 : 1001);
    made.host.users.groups.set(is_root ? 0 : 2);
    if (made.host.users.account.is_asked()) made.host.users.account.set("12:34:/var/lib/named");
    if (made.host.users.group.is_asked()) made.host.users.group.set("56");
    if (made.host.mounts.homes.is_asked()) made.host.mounts.homes.set({"/home/ann", "/work/ann"});
    if (made.host.mounts.usr_links.is_asked()) made.host.mounts.usr_links.set({"bin=usr/bin", "lib"});
    if (made.host.process.environment.is_asked()) made.host.process.environment.set({"TERM=vt100"});
    if (made.host.boot.os_release.is_asked()) made.host.boot.os_release.set({"ID=debian"});
    if (made.host.boot.os_release_file.is_asked()) made.host.boot.os_release_file.set("/usr/lib/os-release");
    if (made.host.boot.uuid.is_asked()) made.host.boot.uuid.set("01234567-89ab-cdef-0123-456789abcdef");
    if (made.host.boot.passed.is_asked()) made.host.boot.passed.set(0);
    if (made.host.boot.passed_names.is_asked()) made.host.boot.passed_names.set("");
    if (made.host.machine.absence.is_asked()) made.host.machine.absence.set("");
    if (made.host.machine.unit.is_asked()) made.host.machine.unit.set("");
    if (made.host.journal.absence.is_asked()) made.host.journal.absence.set("");
    if (made.host.selinux.context.is_asked()) made.host.selinux.context.set("");
    if (made.host.landlock.abi.is_asked()) made.host.landlock.abi.set(7);
    if (made.host.selinux.hindrance.is_asked()) made.host.selinux.hindrance.set("");
    return made;
}

std::vector<Case> cases(unsigned count) {
    Numbers numbers;
    std::vector<Case> made;
    for (unsigned index = 0; index < count; ++index) {
        bool is_root = numbers.below(2) == 0;
        made.push_back(make(made_up(numbers), is_root));
    }
    return made;
}

const std::vector<Planned>& plans() {
    static const std::vector<Planned> kPlans = [] {
        constexpr unsigned kCount = 2000;
        std::vector<Planned> planned;
        for (Case& made : cases(kCount))
            if (auto steps = plan(made.unit, made.host)) planned.push_back({std::move(made), *std::move(steps)});
        REQUIRE(planned.size() >= kCount / 4);
        return planned;
    }();
    return kPlans;
}

}  // namespace sandbox::generated
