// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/accounts.hh"

#include "classic/message.hh"
#include "classic/number.hh"
#include "core/file.hh"
#include "core/text.hh"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

namespace sandbox::classic {
namespace {

/// name:password:id:...
constexpr std::size_t kName = 0, kId = 2, kShell = 6;
constexpr std::size_t kLimit = 64u << 20;

std::vector<std::string> owned(const std::vector<std::string_view>& fields) {
    return {fields.begin(), fields.end()};
}

std::vector<std::string> find_by(std::string_view text, std::size_t field, std::string_view value) {
    for (auto line : split(text, '\n')) {
        auto fields = split(line, ':');
        if (fields.size() > kId && fields[field] == value) return owned(fields);
    }
    return {};
}

/// What `getent DATABASE KEY` prints, or "".
std::string ask_getent(const char* database, const std::string& key) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0) return "";
    UniqueFd read_end(ends[0]), write_end(ends[1]);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, write_end.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const char* argv[] = {"getent", "--", database, key.c_str(), nullptr};
    pid_t pid = -1;
    int error = ::posix_spawn(&pid, "/usr/bin/getent", &actions, nullptr, const_cast<char**>(argv), ::environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return "";
    write_end.reset();
    auto said = read_all(read_end.get(), "getent");
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
    return said.value_or("");
}

std::vector<std::string> look_up(const char* path, const char* database, std::string_view key) {
    auto text = read_file(path, kLimit);
    auto fields = text ? find_account(*text, key) : std::vector<std::string>{};
    return fields.empty() ? find_account(ask_getent(database, std::string(key)), key) : fields;
}

std::optional<unsigned> parse_account(const char* path, const char* database, std::string_view text) {
    // A number first: it needs no file, and no account is called so (useradd(8) refuses it).
    if (auto id = parse_id(text)) return id;
    auto fields = text.empty() ? std::vector<std::string>{} : look_up(path, database, text);
    return fields.empty() ? std::nullopt : parse_id(fields[kId]);
}

}  // namespace

std::vector<std::string> find_account(std::string_view text, std::string_view key) {
    auto fields = find_by(text, kName, key);
    return fields.empty() ? find_by(text, kId, key) : fields;
}

std::optional<unsigned> parse_user(std::string_view text) {
    return parse_account("/etc/passwd", "passwd", text);
}

std::optional<unsigned> parse_group(std::string_view text) {
    return parse_account("/etc/group", "group", text);
}

static std::string name_of(const char* path, const char* database, unsigned id) {
    auto number = std::to_string(id);
    auto text = read_file(path, kLimit);
    auto fields = text ? find_by(*text, kId, number) : std::vector<std::string>{};
    if (fields.empty()) fields = find_by(ask_getent(database, number), kId, number);
    return fields.empty() ? number : fields[kName];
}

std::string user_name(unsigned uid) {
    return name_of("/etc/passwd", "passwd", uid);
}

std::string group_name(unsigned gid) {
    return name_of("/etc/group", "group", gid);
}

std::vector<std::string> find_group(std::string_view name) {
    return look_up("/etc/group", "group", name);
}

std::string shell_of(unsigned uid) {
    auto text = read_file("/etc/passwd", kLimit);
    if (!text) return "";
    auto fields = find_by(*text, kId, std::to_string(uid));
    return fields.size() > kShell ? fields[kShell] : "";
}

std::optional<IdRange> find_block(std::string_view text, std::string_view user, unsigned uid) {
    auto number = std::to_string(uid);
    for (auto line : split(text, '\n')) {
        auto fields = split(line, ':');
        if (fields.size() != 3 || (fields[0] != user && fields[0] != number)) continue;
        auto first = parse_number(fields[1]), count = parse_number(fields[2]);
        if (first && count) return IdRange{*first, *first, *count};
    }
    return std::nullopt;
}

Result<IdRange> read_block(const char* path, unsigned uid) {
    auto account = look_up("/etc/passwd", "passwd", std::to_string(uid));
    if (account.empty()) return fail(refused("you (user " + std::to_string(uid) + ") don't exist."));
    UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
    if (!file) return fail(failed("could not open '" + std::string(path) + "'"));
    auto text = TRY(read_all(file.get(), path, kLimit));
    auto block = find_block(text, account[kName], uid);
    if (!block) return fail(refused("no line matching user \"" + account[kName] + "\" in " + path));
    return *block;
}

}  // namespace sandbox::classic
