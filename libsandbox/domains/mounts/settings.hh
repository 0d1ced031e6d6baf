// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/mounts/spec.hh"

namespace sandbox::mounts {

inline constexpr Setting kSettings[] = {
    {.key = "Files.RootDirectory", .kind = Kind::path, .option = "root-directory", .letter = 'D', .argument = "DIR",
     .brief = "a root file system of its own",
     .manual = "The directory becomes the sandbox's root, read-only unless Files.ReadOnly = false. For root it is idmapped (--explain says so) "
               "where it is writable and the sandbox has one leased id, which its owner then is, and with all ids where the sandbox has a range "
               "of them, unless it has that range's on the disk; where the ids are the host's or User.Map's its files keep their owners. "
               "Its /dev, /proc, /tmp, /run and /home must exist and be directories: they are mounted over, and no symbolic link in it is followed.",
     .assign = assign::parsed<&Spec::root_directory, parse_directory>, .is_required = true},
    {.key = "Files.Base", .kind = Kind::choice, .fallback = "usr", .option = "base", .argument = "KIND",
     .brief = "without a root: usr, empty or host",
     .manual = "usr: the host's /usr and its links, read-only, and a minimal /etc of ours. empty: nothing but /dev, /proc "
               "and the temporary places. host: the whole host, read-only, homes hidden: /home, /root, /mnt, /media, /srv, "
               "/var/tmp, and the caller's own where it is elsewhere.",
     .choices = kBases, .assign = assign::choice<&Spec::base, kBases>, .is_required = true},
    {.key = "Files.ReadOnly", .kind = Kind::boolean, .fallback = "true", .brief = "the root itself is read-only",
     .manual = "Whether the root is read-only once it is set up. Bound places and temporary file systems are not the root.",
     .assign = assign::boolean<&Spec::read_only>, .is_required = true},
    {.key = "Files.Bind", .kind = Kind::list, .option = "bind", .argument = "SRC[:DST[:OPT]]",
     .brief = "show a host path inside, writable",
     .manual = "source[:target[:options]], options norbind, noexec, idmap, idmap=range, noidmap (nosuid and nodev are always so). A \"-\" "
               "in front: skipped when it does not exist. \"\\:\" is a colon in a path. For root the mount is idmapped, so "
               "that files keep the owner of the bound directory (--explain says \", idmapped\"); a file system that cannot be idmapped is refused. With idmap=range, and a range of ids such as "
               "User.PrivateUsers = \"pick\" has, each id from 0 on is the same inside as on the host's disk. Where "
               "units are looked for, names are kept and filters cached (.config/sandbox/units and .cache/sandbox in $HOME "
               "and in the caller's home by /etc/passwd, sandbox in its runtime directory; root's in /etc, /run, /usr and /var/cache) nothing is written from "
               "inside: such a directory is refused, and in a tree above it it is read-only, and the directories that lead to "
               "it are mounts, which cannot be renamed; one that is missing is made first. The same holds for the unit's own files "
               "and for NAME.toml.d beside it. Logs, reports and what is known of running sandboxes (/var/log/sandbox, /var/lib/sandbox, /run/sandbox/by-name; an ordinary "
               "user's below $XDG_STATE_HOME and $XDG_RUNTIME_DIR, and below .local/state in both homes and /run/user/UID, whatever the variables say) are hidden behind an empty directory. A link to such a place that could be exchanged from inside is refused. On the way to "
               "a source a symbolic link counts only if it is root's or the caller's own and lies in no directory that this unit "
               "lets be written to, or that the caller has lent to any sandbox so before: those are on record, in .lent beside the reports. What "
               "such a link leads to may be named itself.",
     .assign = assign::list<&Spec::bind, parse_bind>},
    {.key = "Files.BindReadOnly", .kind = Kind::list, .option = "bind-ro", .argument = "SRC[:DST[:OPT]]",
     .brief = "show a host path inside, read-only",
     .manual = "As Files.Bind, read-only with everything mounted below it, and for root not idmapped unless the option idmap is "
               "written: files keep their owner, whom the sandbox does not know (nobody inside), so that what others may not read on "
               "the host is not readable inside either, and git tells of \"dubious ownership\". With idmap the owner of the bound "
               "directory is the sandbox's user, who can read all that is this owner's. What Files.Bind hides is hidden here too.",
     .assign = assign::list<&Spec::bind_read_only, parse_bind>},
    {.key = "Files.TemporaryFileSystem", .kind = Kind::list, .option = "tmpfs", .argument = "DST[:OPT]",
     .brief = "a file system in memory",
     .manual = "path[:size=BYTES,nr_inodes=N,mode=OCTAL]; 64M and 65536 files unless said, mode 0755, and 0700 for a home. /tmp (64M), /run (16M), /home "
               "(64M) and /dev/shm (64M) are there anyway and only resized by it.",
     .assign = assign::list<&Spec::tmpfs, parse_tmpfs>, .is_required = true},
    {.key = "Files.Inaccessible", .kind = Kind::list, .option = "inaccessible", .argument = "PATH",
     .brief = "hide a path inside",
     .manual = "A file behind /dev/null, a directory behind an empty read-only one. A \"-\" in front: skipped when it does "
               "not exist.",
     .assign = assign::list<&Spec::inaccessible, parse_optional_path>, .is_required = true},
    {.key = "Files.Symlink", .kind = Kind::map, .brief = "symbolic links: path = what it points at",
     .manual = "Links made in file systems of ours.", .assign = assign::map<&Spec::symlink, assign::as_text>},
    {.key = "Files.Data", .kind = Kind::map, .brief = "files: path = content",
     .manual = "Small files made in file systems of ours, mode 0644.",
     .assign = assign::map<&Spec::data, assign::as_text>},
    {.key = "Files.BindArguments", .kind = Kind::list, .brief = "which arguments name host files to show",
     .manual = "Numbers of arguments of the command line, from 1: each names a host file, which is bound read-only at its "
               "absolute path; the argument becomes that path. A directory is refused; Files.BindReadOnly shows one. For root, a file that others may not read is idmapped.",
     .assign = assign::list<&Spec::bind_arguments, parse_argument_number>},
    {.key = "Files.Home", .kind = Kind::choice, .fallback = "temporary", .brief = "temporary or none",
     .manual = "temporary: an empty home in memory, gone at the end. none: no home, the command works in / and has it as HOME. "
               "With Exec.Boot none is the default, and leaves the /home and /root of Files.RootDirectory as they are.", .choices = kHomes,
     .assign = assign::choice<&Spec::home, kHomes>, .is_required = true},
    {.key = "Files.Proc", .kind = Kind::choice, .fallback = "private", .brief = "private, pid or none",
     .manual = "private: the own pid namespace's /proc, other users' processes invisible, what tells of the host or "
               "changes it masked. pid: process directories only (free, uptime, lsof, Java and node see nothing of the "
               "machine). none: no /proc; in a root that has one, such as the host's, an empty directory hides it.",
     .choices = kProcs, .assign = assign::choice<&Spec::proc, kProcs>, .is_required = true},
    {.key = "Files.Sys", .kind = Kind::choice, .fallback = "none", .brief = "none or readonly",
     .manual = "readonly: the host's /sys, read-only. none: no /sys; in a root that has one, such as the host's, an empty directory hides it.",
     .choices = kSyses, .assign = assign::choice<&Spec::sys, kSyses>, .is_required = true},
    {.key = "Files.MQueue", .kind = Kind::boolean, .fallback = "false", .brief = "POSIX message queues at /dev/mqueue",
     .manual = "Mounts the IPC namespace's own message queues.", .assign = assign::boolean<&Spec::mqueue>},
    {.key = "Files.Propagation", .kind = Kind::choice, .fallback = "private", .brief = "private or slave",
     .manual = "slave: mounts that the host makes later below a path of Files.Bind, or in a writable Files.RootDirectory, appear inside, "
               "with the flags that they have on the host. Nothing comes into what is read-only, and nothing ever goes the other way.",
     .choices = kPropagations, .assign = assign::choice<&Spec::propagation, kPropagations>, .is_required = true},
};

}  // namespace sandbox::mounts
