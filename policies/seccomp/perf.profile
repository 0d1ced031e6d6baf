# SPDX-License-Identifier: LGPL-2.1-or-later
#
# For profilers. What may be measured is still up to kernel.perf_event_paranoid.

extends default

[tracing] performance counters of the own processes
allow perf_event_open
