// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/lsns/column.hh"

#include <functional>
#include <memory>

namespace sandbox::lsns {

/// The text of a column in the line that is judged; none where the cell is empty.
using Lookup = std::function<std::optional<std::string>(Column)>;

/// An expression of --filter, scols-filter(5): columns, "texts" and numbers, compared by == != < <= > >= =~ !~ or their
/// words (eq, ne, lt, le, gt, ge), joined by && || ! (and, or, not) and parentheses.
class Filter {
public:
    /// A node of the expression.
    struct Node;

    static Result<Filter> parse(std::string_view text);

    bool accepts(const Lookup& lookup) const;

    explicit Filter(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

private:
    std::shared_ptr<const Node> root_;
};

}  // namespace sandbox::lsns
