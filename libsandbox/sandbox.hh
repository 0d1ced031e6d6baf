// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

/// libsandbox in one screen. Unit is what the user wants, Host what the machine can do, Plan what will be done, Report
/// what happened: values. Between Plan and Report stands Prepared, which undoes itself.
///
///     Names names{.sandbox = "hello"};                                                  // what %n stands for
///     auto assignments = TRY(read_unit("Exec.Command = ['echo', 'hello']", "hello.toml"));
///     auto unit = TRY(replay(assignments, names));                                      // what is wanted
///     auto host = TRY(probe(unit, needs(unit)));                                        // what there is
///     auto steps = TRY(plan(unit, host));                                               // pure; explain(steps) prints it
///     auto prepared = TRY(prepare(unit, steps));                                        // opened, looked up
///     auto child = TRY(launch(prepared));                                               // cloned
///     auto report = TRY(supervise(prepared, std::move(child), {.reading = Reading::cause}));
#include "plan/explain.hh"
#include "plan/plan.hh"
#include "runtime/launch/launch.hh"
#include "runtime/launch/prepare.hh"
#include "runtime/report/report.hh"
#include "runtime/supervise/supervise.hh"
#include "unit/arguments.hh"
#include "unit/option_value.hh"
#include "unit/read.hh"
#include "unit/registry.hh"
#include "unit/replay.hh"
