// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/cells.hh"
#include "classic/lsns/lsns.hh"

#include <algorithm>
#include <unordered_map>

namespace sandbox::lsns {
namespace {

class Builder {
public:
    Builder(const Request& request, const std::vector<Column>& columns, const Snapshot& snapshot)
        : request_(request), columns_(columns), snapshot_(snapshot), cells_(snapshot, request.is_wrapped),
          tree_(request.tree.value_or(is_plain(request) ? Tree::none : Tree::process)) {
        for (Column column : columns) table_.headings.push_back(heading(column));
    }

    Table namespaces() {
        for (const Namespace& one : snapshot_.namespaces)
            if (is_asked_for(one)) add_namespace(one);
        return std::move(table_);
    }

    /// The processes in one namespace.
    Table processes(const Namespace& one) {
        for (const Process& process : snapshot_.processes)
            if (process.namespaces[index_of(one.type)] == one.number) add_process(one, process);
        return std::move(table_);
    }

private:
    /// All columns of all namespaces are a list, those of one namespace's processes a tree.
    static bool is_plain(const Request& request) { return request.is_list || (request.all_columns && !request.subject); }

    Heading heading(Column column) const {
        Heading made = info_of(column).heading;
        bool is_by_namespace = tree_ == Tree::parent || tree_ == Tree::owner;
        made.is_tree = (column == Column::command && tree_ == Tree::process) || (column == Column::ns && is_by_namespace);
        if (made.is_tree) made.is_right = false;
        if (!request_.is_shortened) made.is_shortened = false;
        return made;
    }

    bool is_asked_for(const Namespace& one) const {
        if (request_.only_bound && one.processes != 0) return false;
        if (request_.task == 0) return true;
        const Process* task = snapshot_.process(request_.task);
        return task != nullptr && task->namespaces[index_of(one.type)] == one.number;
    }

    /// A parent's line comes first, even where it would not be listed for itself.
    void add_namespace(const Namespace& one) {
        if (tree_ == Tree::process || tree_ == Tree::none) {
            add(one, one.first, tree_ == Tree::process ? line_of_parent(one.first) : std::nullopt);
            return;
        }
        // Known from now on, also if the filter refuses it: of a user namespace owner and parent are the same, and each level
        // would be judged twice as often as the one below.
        if (!rows_of_namespaces_.try_emplace(one.number).second) return;
        // As the original does, whose order shows it.
        for (ino_t number : {one.owner, tree_ == Tree::parent ? one.parent : 0})
            if (const Namespace* other = snapshot_.find(number); other != nullptr && other != &one) add_namespace(*other);
        auto above = rows_of_namespaces_.find(tree_ == Tree::owner ? one.owner : one.parent);
        auto parent = above != rows_of_namespaces_.end() ? above->second : std::nullopt;
        rows_of_namespaces_[one.number] = add(one, one.first, parent);
    }

    void add_process(const Namespace& one, const Process& process) {
        if (rows_of_processes_.contains(process.pid)) return;
        bool is_tree = tree_ == Tree::process;
        const Process* parent = is_tree ? snapshot_.process(process.parent) : nullptr;
        if (parent != nullptr && parent->namespaces[index_of(one.type)] == one.number) add_process(one, *parent);
        add(one, &process, is_tree ? line_of_parent(&process) : std::nullopt);
    }

    std::optional<std::size_t> line_of_parent(const Process* process) const {
        if (process == nullptr) return std::nullopt;
        auto found = rows_of_processes_.find(process->parent);
        return found != rows_of_processes_.end() ? std::optional(found->second) : std::nullopt;
    }

    /// The line's number; none if the filter refuses it.
    std::optional<std::size_t> add(const Namespace& one, const Process* process, std::optional<std::size_t> parent) {
        auto lookup = [&](Column column) { return cells_.text(column, one, process); };
        if (request_.filter && !request_.filter->accepts(lookup)) return std::nullopt;
        Row row{.parent = parent};
        for (Column column : columns_) row.cells.push_back(lookup(column));
        table_.rows.push_back(std::move(row));
        if (process != nullptr) rows_of_processes_[process->pid] = table_.rows.size() - 1;
        return table_.rows.size() - 1;
    }

    const Request& request_;
    const std::vector<Column>& columns_;
    const Snapshot& snapshot_;
    Cells cells_;
    Tree tree_;
    Table table_{};
    std::unordered_map<pid_t, std::size_t> rows_of_processes_{};
    std::unordered_map<ino_t, std::optional<std::size_t>> rows_of_namespaces_{};  ///< none: no line of it is listed
};

}  // namespace

Result<Table> make_table(const Request& request, const std::vector<Column>& columns, const Snapshot& snapshot) {
    Builder builder(request, columns, snapshot);
    if (!request.subject) return builder.namespaces();
    const Namespace* subject = snapshot.find(*request.subject);
    if (subject == nullptr) return fail(Error::impossible("not found namespace: " + std::to_string(*request.subject)));
    return builder.processes(*subject);
}

}  // namespace sandbox::lsns
