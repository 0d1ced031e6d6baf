// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sandbox.hh"

#include <cstdio>

using namespace sandbox;

static Result<Report> run() {
#include "example.hh"
    return report;
}

int main() {
    auto report = run();
    if (!report) std::fprintf(stderr, "%s\n", report.error().message().c_str());
    return report && report->ended == Report::Ended::exited ? report->code : 125;
}
