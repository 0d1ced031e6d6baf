// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// systemd-nspawn's names for what sandbox-run calls otherwise, and those that have no counterpart here. The names that both have are in
/// the settings' rows.
namespace sandbox::tools {

using cli::Argument;
inline constexpr std::string_view kTaken = "Options of systemd-nspawn";
inline constexpr std::string_view kRefused = "Options of systemd-nspawn that are refused";
inline constexpr std::string_view kNoInterfaces = "a sandbox has the host's network, --network host, or none but lo, --network none";
inline constexpr std::string_view kNoUsers = "users of the host are not made known to a root";
inline constexpr std::string_view kNoImages = "a root is a directory: mount the image, and name the place in -D";
inline constexpr std::string_view kNoOverlays = "there are no overlays: mount one, and name it in --bind or -D";

constexpr cli::Option refused(char letter, std::string_view name, std::string_view reason) {
    return {.letter = letter, .name = name, .is_unlisted = true, .is_refused = true, .brief = reason, .group = kRefused};
}

inline constexpr cli::Option kNspawnOptions[] = {
    {.name = "directory", .takes = Argument::required, .argument = "DIR", .brief = "as --root-directory", .group = kTaken,
     .complete = cli::Complete::directory, .key = "Files.RootDirectory"},
    {.name = "read-only", .brief = "the root itself is read-only", .group = kTaken, .key = "Files.ReadOnly"},
    {.letter = 'a', .name = "as-pid2", .brief = "a small PID 1 of ours stands above the command", .group = kTaken, .key = "Exec.Init",
     .alone = "builtin"},
    {.name = "private-network", .brief = "as --network none", .group = kTaken, .key = "Network.Mode", .alone = "none"},
    {.name = "no-new-privileges", .takes = Argument::required, .argument = "BOOLEAN",
     .brief = "set-user-id files and file capabilities gain nothing", .group = kTaken, .key = "Security.NoNewPrivileges"},
    {.name = "notify-ready", .takes = Argument::required, .argument = "BOOLEAN", .brief = "ready when the init inside says so",
     .group = kTaken, .key = "Exec.NotifyReady"},
    {.name = "rlimit", .takes = Argument::required, .argument = "LIMIT=SOFT[:HARD]", .brief = "a limit of each process, as RLIMIT_NOFILE=1024",
     .manual = "Sets Resources.LimitNOFILE of RLIMIT_NOFILE, and so on; \"RLIMIT_\" may be left out. May be given more than once.",
     .group = kTaken, .key = "Resources.Limit"},
    {.letter = 'j', .brief = "as --link-journal try-guest", .group = kTaken, .key = "Journal.Link", .alone = "try-guest"},
    {.letter = 'q', .name = "quiet", .brief = "say nothing of how it ended", .group = kTaken, .key = "Report.Print", .alone = "never"},

    refused('x', "ephemeral", "a root is not copied for one run; it is read-only, and what is written to --tmpfs PATH is gone with it"),
    refused(0, "template", "a root is not copied; make the copy, and name it in -D"),
    refused('i', "image", kNoImages),
    refused(0, "root-hash", kNoImages),
    refused(0, "root-hash-sig", kNoImages),
    refused(0, "verity-data", kNoImages),
    refused(0, "no-pager", "no pager is ever started; leave it out"),
    refused(0, "oci-bundle", "no OCI bundle is read; name its root in -D, and write a unit for the rest"),
    refused(0, "volatile", "--tmpfs /var is its \"state\"; there is no overlay over a root"),
    refused(0, "overlay", kNoOverlays),
    refused(0, "overlay-ro", kNoOverlays),
    refused(0, "pivot-root", "the directory of -D is the root from the first moment"),
    refused(0, "bind-user", kNoUsers),
    refused(0, "bind-user-shell", kNoUsers),
    refused(0, "private-users-ownership", "its \"map\" is what is done: a root's files keep their owners on disk"),
    refused('n', "network-veth", kNoInterfaces),
    refused(0, "network-veth-extra", kNoInterfaces),
    refused(0, "network-bridge", kNoInterfaces),
    refused(0, "network-zone", kNoInterfaces),
    refused(0, "network-interface", kNoInterfaces),
    refused(0, "network-macvlan", kNoInterfaces),
    refused(0, "network-ipvlan", kNoInterfaces),
    refused(0, "port", kNoInterfaces),
    refused(0, "network-namespace-path", "-p 'Sandbox.JoinNamespace={net=\"PATH\"}' joins one"),
    refused(0, "capability", "-p 'Security.Capabilities=[\"CAP_NET_ADMIN\"]' names all that are kept, and adds to none"),
    refused(0, "drop-capability", "none is kept but those that -p 'Security.Capabilities=[...]' names, or --boot needs"),
    refused(0, "ambient-capability", "those that -p 'Security.Capabilities=[...]' names are in all sets"),
    refused(0, "system-call-filter", "the filter is a profile, as -p SystemCalls.Profile=container; no single call is added or taken away"),
    refused('Z', "selinux-context", "-p Security.SELinux=static -p Security.SELinuxContext=CONTEXT sets it"),
    refused('L', "selinux-apifs-context", "-p Security.SELinuxMountContext=CONTEXT sets it"),
    refused(0, "cpu-affinity", "-p 'Resources.CPUAffinity=[\"0-3\", \"8\"]' sets it"),
    refused(0, "personality", "there is none but the machine's own"),
    refused(0, "resolv-conf", "nothing is written into a root; --bind-ro /etc/resolv.conf shows the host's"),
    refused(0, "timezone", "nothing is written into a root; --setenv TZ=ZONE tells programs"),
    refused(0, "set-credential", "--load-credential NAME:PATH takes it from a file"),
    refused(0, "suppress-sync", "no call of the sync family is suppressed"),
    refused(0, "keep-unit", "a sandbox stays in its caller's group where that is delegated, without being told"),
    refused(0, "settings", "no file of systemd-nspawn's is read; sandbox-convert FILE.nspawn prints its unit"),
    refused(0, "console", "-p Exec.TTY=always is a terminal of its own, -p Exec.TTY=never what the caller has"),
    refused('P', "pipe", "-p Exec.TTY=never hands over what the caller has"),
    refused(0, "background", "a terminal keeps its colours"),
};
static_assert(cli::is_unambiguous(kNspawnOptions));

}  // namespace sandbox::tools
