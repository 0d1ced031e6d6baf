// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "unit/about.hh"

namespace sandbox::about {

inline constexpr std::string_view kBackends[] = {"container"};

inline constexpr Setting kSettings[] = {
    {.key = "Unit.Format", .kind = Kind::integer, .fallback = "1",
     .brief = "version of the vocabulary of settings",
     .manual = "The version of the vocabulary that the unit is written in. A newer one than the program knows is refused.",
     .assign = assign::integer<&About::format, 1, kFormat>},
    {.key = "Unit.Description",
     .brief = "what the unit is for, in one line",
     .manual = "One line for people: --explain, sandbox-ls --json and the description of its service show it.",
     .assign = assign::text<&About::description>},
    {.key = "Unit.Documentation", .kind = Kind::list,
     .brief = "where to read more",
     .manual = "Addresses and man pages, as in systemd.unit(5). --explain and sandbox-ls --json show them; nothing opens them.",
     .assign = assign::list<&About::documentation, assign::as_text>},
    {.key = "Unit.Labels", .kind = Kind::map,
     .brief = "words to select sandboxes by",
     .manual = "A table of names and texts, by which sandbox-ls -l selects; sandbox-ls --json shows them.",
     .assign = assign::map<&About::labels, assign::as_text>},
    {.key = "Unit.Extends", .kind = Kind::list,
     .brief = "units whose settings come before this one's",
     .manual = "Bases by name, or by a path with a slash that is relative to this file; specifiers and ~ are expanded before. They are read from left to right, "
               "depth first, each once; later settings win. Not in a drop-in and not on the command line.",
     .assign = assign::list<&About::extends, assign::as_text>},
    {.key = "Sandbox.Backend", .kind = Kind::choice, .fallback = "container",
     .brief = "what the sandbox is made of",
     .manual = "container: namespaces of the running kernel.",
     .choices = kBackends,
     .assign = assign::choice<&About::backend, kBackends>},
    {.key = "Sandbox.Optional", .kind = Kind::list,
     .brief = "settings that this host may be unable to honour",
     .manual = "A list of \"Section.Key\". A setting that the host cannot honour stops the launch, unless it is named here: "
               "then it is dropped, and --explain and the report say so. What keeps the sandbox apart from the host cannot be named "
               "here, such as its namespaces, users, capabilities, filter and root, and what hides files.",
     .assign = assign::list<&About::optional, parse_setting_key>},
    {.key = "Install.WantedBy", .kind = Kind::list, .brief = "units of systemd that start it, such as multi-user.target",
     .manual = "A unit with any key of this section becomes a service of systemd's, see sandbox-generator(8). This is what starts "
               "it: \"multi-user.target\" at boot, \"default.target\" with the manager of an ordinary user.",
     .assign = assign::list<&About::wanted_by, parse_service_name>},
    {.key = "Install.Alias", .kind = Kind::list, .brief = "more names of the service, such as web.service",
     .manual = "Names that systemctl(1) knows the service by besides that of the unit.",
     .assign = assign::list<&About::alias, parse_service_alias>},
    {.key = "Install.After", .kind = Kind::list, .brief = "units of systemd that come first",
     .manual = "If they are started too, the service waits for them, as with After= of systemd.unit(5).",
     .assign = assign::list<&About::after, parse_service_name>},
    {.key = "Install.Requires", .kind = Kind::list, .brief = "units of systemd that it cannot do without",
     .manual = "They are started with the service, and if one cannot be, or is stopped, the service is not started, or stopped: "
               "Requires= of systemd.unit(5).",
     .assign = assign::list<&About::requires_units, parse_service_name>},
};

}  // namespace sandbox::about
