// SPDX-License-Identifier: LGPL-2.1-or-later
/// cgexec TASKS-FILE COMMAND ARG...: enters a v1 group by writing 0 to its tasks file, and becomes COMMAND.
#include "yardstick.h"

int main(int argc, char** argv) {
    need(argc > 2, "usage: TASKS-FILE COMMAND:");
    write_file(argv[1], "0");
    execv(argv[2], argv + 2);
    return 127;
}
