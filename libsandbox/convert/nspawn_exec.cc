// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/nspawn_key.hh"
#include "convert/words.hh"
#include "core/signal.hh"
#include "core/text.hh"
#include "domains/caps/spec.hh"
#include "domains/namespaces/spec.hh"
#include "domains/process/spec.hh"

#include <algorithm>
#include <iterator>

namespace sandbox::convert {
namespace {

/// systemd-nspawn takes back no yes.
Result<void> set_once(Given<bool>& given, const std::string& value) {
    bool is_wanted = TRY(parse_boolean(value));
    if (*given && !is_wanted) return fail(Error::usage("it is yes already, further above"));
    given.value = is_wanted;
    return {};
}

Result<void> boot(Container& container, const std::string& value) {
    return set_once(container.boot, value);
}

Result<void> process_two(Container& container, const std::string& value) {
    return set_once(container.process_two, value);
}

Result<void> ephemeral(Container&, const std::string& value) {
    if (!TRY(parse_tristate(value)).value_or(false)) return {};
    return no_translation("a root is not copied for one run; Files.ReadOnly with Files.TemporaryFileSystem throws away what is written");
}

Result<void> parameters(Container& container, const std::string& value) {
    auto words = TRY(parse_words(value));
    if (words.empty()) container.parameters.clear();
    container.parameters.insert(container.parameters.end(), words.begin(), words.end());
    return {};
}

Result<void> environment(Container& container, const std::string& value) {
    auto words = TRY(parse_words(value));
    if (words.empty()) container.environment.clear();
    for (const std::string& word : words) {
        auto equals = word.find('=');
        if (equals == word.npos) return fail(Error::usage(quote(word) + " is no NAME=VALUE"));
        auto name = TRY(process::parse_variable(Value{.data = word.substr(0, equals)}));
        if (equals + 1 == word.size()) return no_translation("a variable without a value is left out");
        std::erase_if(container.environment, [&](const auto& variable) { return variable.first == name; });
        container.environment.emplace_back(std::move(name), word.substr(equals + 1));
    }
    return {};
}

Result<void> user(Container& container, const std::string& value) {
    container.user.value = value;
    return {};
}

Result<void> working_directory(Container& container, const std::string& value) {
    container.working_directory = TRY(process::parse_directory(value));
    return {};
}

Result<void> pivot_root(Container&, const std::string& value) {
    if (value.empty()) return {};
    return no_translation("Files.RootDirectory is the root from the first moment");
}

Result<std::uint64_t> parse_capabilities(const std::string& value) {
    std::uint64_t mask = 0;
    for (const std::string& word : TRY(parse_words(value))) {
        if (word == "all") return ~std::uint64_t{0};
        mask |= std::uint64_t{1} << static_cast<unsigned>(TRY(caps::parse_capability(Value{.data = word})));
    }
    return mask;
}

Result<void> capability(Container& container, const std::string& value) {
    container.added |= TRY(parse_capabilities(value));
    return {};
}

Result<void> drop_capability(Container& container, const std::string& value) {
    container.dropped |= TRY(parse_capabilities(value));
    return {};
}

Result<void> ambient_capability(Container& container, const std::string& value) {
    container.ambient.value |= TRY(parse_capabilities(value));
    return {};
}

Result<void> no_new_privileges(Container& container, const std::string& value) {
    container.no_new_privileges = TRY(parse_tristate(value)).value_or(false);
    return {};
}

Result<void> kill_signal(Container& container, const std::string& value) {
    auto signal = parse_signal(value);
    if (!signal)
        if (auto number = parse_number(value); number && is_signal(*number)) signal = static_cast<int>(*number);
    if (!signal) return fail(Error::usage(quote(value) + " is no signal"));
    container.kill_signal = print_signal(*signal);
    return {};
}

Result<void> personality(Container&, const std::string& value) {
#if defined(__x86_64__)
    constexpr std::string_view kOwn = "x86-64";
#else
    constexpr std::string_view kOwn = "arm64";
#endif
    if (value.empty() || value == kOwn) return {};
    return no_translation("there is no personality but the machine's own");
}

Result<void> machine_id(Container& container, const std::string& value) {
    std::string digits = value;
    std::erase(digits, '-');
    bool is_id = digits.size() == 32 && digits.find_first_not_of("0123456789abcdefABCDEF") == digits.npos;
    if (!is_id || digits.find_first_not_of('0') == digits.npos) return fail(Error::usage(quote(value) + " is no machine id"));
    for (char& c : digits)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    container.machine_id.value = digits;
    return {};
}

Result<void> private_users(Container& container, const std::string& value) {
    using Users = Container::Users;
    if (value == "pick") return container.users = Users::pick, Result<void>();
    if (value == "identity") return container.users = Users::identity, Result<void>();
    if (value == "managed") return no_translation("systemd-nsresourced's ranges; \"pick\" leases one");
    auto parts = split(value, ':');
    auto start = parse_number(parts.front());
    auto count = parts.size() > 1 ? parse_number(parts.back()) : std::optional<std::uint64_t>(65536);
    bool is_range = parts.size() <= 2 && start && count && (parts.size() > 1 || *start > 1);
    if (!is_range) {
        container.users = Users::host;
        if (!TRY(parse_boolean(value))) return {};
        return no_translation("the range would be that of the root's owner at each start; write START:COUNT");
    }
    container.users = Users::range;
    container.range.value = std::to_string(*start) + ":" + std::to_string(*count);
    return {};
}

Result<void> notify_ready(Container& container, const std::string& value) {
    container.notify_ready.value = TRY(parse_tristate(value)).value_or(false);
    return {};
}

Result<void> system_call_filter(Container&, const std::string& value) {
    if (value.empty()) return {};
    return no_translation("the filter is a profile, SystemCalls.Profile; single calls are neither added nor taken away");
}

Result<void> hostname(Container& container, const std::string& value) {
    container.hostname = TRY(namespaces::parse_hostname(value));
    return {};
}

Result<void> oom_score_adjust(Container& container, const std::string& value) {
    container.oom_score_adjust.reset();
    if (value.empty()) return {};
    auto score = parse_signed(value);
    if (!score || *score < -1000 || *score > 1000) return fail(Error::usage(quote(value) + " is no number from -1000 to 1000"));
    container.oom_score_adjust = std::to_string(*score);
    return {};
}

Result<void> cpu_affinity(Container& container, const std::string& value) {
    if (value == "numa") return no_translation("there is no word for the processors of a memory node; Resources.AllowedMemoryNodes names the nodes");
    std::string blanks = value;
    std::ranges::replace(blanks, ',', ' ');
    auto words = TRY(parse_words(blanks));
    if (words.empty()) container.cpu_affinity.clear();
    for (const std::string& word : words) {
        if (!parse_range(word)) return fail(Error::usage(quote(word) + " is no range of processors"));
        container.cpu_affinity.push_back(word);
    }
    return {};
}

/// A word that may be a boolean, too: yes is auto, no is off.
std::string word_of(const std::string& value) {
    auto boolean = parse_boolean(value);
    return !boolean ? value : *boolean ? "auto" : "off";
}

Result<void> resolv_conf(Container& container, const std::string& written) {
    auto value = word_of(written);
    static constexpr std::pair<std::string_view, std::string_view> kBinds[] = {
        {"bind-host", "/etc/resolv.conf"},
        {"bind-static", "/usr/lib/systemd/resolv.conf"},
        {"bind-uplink", "/run/systemd/resolve/resolv.conf"},
        {"bind-stub", "/run/systemd/resolve/stub-resolv.conf"}};
    static constexpr std::string_view kOthers[] = {"copy-host", "copy-static", "copy-uplink", "copy-stub", "replace-host",
                                                   "replace-static", "replace-uplink", "replace-stub", "delete"};
    container.resolv_conf.clear();
    container.keeps_resolv_conf = value != "auto";
    for (const auto& [word, path] : kBinds)
        if (value == word) container.resolv_conf = path;
    if (value == "auto" || value == "off" || !container.resolv_conf.empty()) return {};
    if (std::ranges::find(kOthers, value) == std::end(kOthers)) return fail(Error::usage(quote(value) + " is no way to have /etc/resolv.conf"));
    return no_translation("nothing is written into a root; bind-host shows the host's file");
}

Result<void> link_journal(Container& container, const std::string& value) {
    static constexpr std::string_view kWords[] = {"no", "host", "guest", "try-host", "try-guest", "auto"};
    auto word = value == "auto" || std::ranges::find(kWords, value) != std::end(kWords) ? value : TRY(parse_boolean(value)) ? "auto" : "no";
    container.link_journal.value = word;
    return {};
}

Result<void> timezone(Container& container, const std::string& written) {
    auto value = word_of(written);
    static constexpr std::string_view kOthers[] = {"copy", "bind", "symlink", "delete"};
    container.keeps_timezone = value != "auto";
    if (value == "auto" || value == "off") return {};
    if (std::ranges::find(kOthers, value) == std::end(kOthers)) return fail(Error::usage(quote(value) + " is no way to have /etc/localtime"));
    return no_translation("nothing is written into a root; Exec.Environment can have TZ");
}

Result<void> suppress_sync(Container&, const std::string& value) {
    if (!TRY(parse_tristate(value)).value_or(false)) return {};
    return no_translation("no call of the sync family is suppressed");
}

constexpr NspawnKey kKeys[] = {
    {"Exec.Boot", boot},
    {"Exec.Ephemeral", ephemeral},
    {"Exec.ProcessTwo", process_two},
    {"Exec.Parameters", parameters},
    {"Exec.Environment", environment},
    {"Exec.User", user},
    {"Exec.WorkingDirectory", working_directory},
    {"Exec.PivotRoot", pivot_root},
    {"Exec.Capability", capability},
    {"Exec.DropCapability", drop_capability},
    {"Exec.AmbientCapability", ambient_capability},
    {"Exec.NoNewPrivileges", no_new_privileges},
    {"Exec.KillSignal", kill_signal},
    {"Exec.Personality", personality},
    {"Exec.MachineID", machine_id},
    {"Exec.PrivateUsers", private_users},
    {"Exec.NotifyReady", notify_ready},
    {"Exec.SystemCallFilter", system_call_filter},
    {"Exec.OOMScoreAdjust", oom_score_adjust},
    {"Exec.CPUAffinity", cpu_affinity},
    {"Exec.Hostname", hostname},
    {"Exec.ResolvConf", resolv_conf},
    {"Exec.Timezone", timezone},
    {"Exec.LinkJournal", link_journal},
    {"Exec.SuppressSync", suppress_sync},
};

}  // namespace

std::span<const NspawnKey> nspawn_exec_keys() {
    return kKeys;
}

}  // namespace sandbox::convert
