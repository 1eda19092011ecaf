#pragma once

#include <dynoxx/detail/plans.hpp>
#include <dynoxx/field.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace dynoxx {

/// One page of a query's items.
template <class T>
struct Page {
    Page() {}

    std::vector<T> items{};
    bool is_last = true;
};

namespace detail {

template <class T>
[[nodiscard]] std::vector<T> finish_items(LoadedPage& page, const std::shared_ptr<ClientCore>& client) {
    std::vector<T> items;
    items.reserve(page.items.size());
    for (LoadedItem& loaded : page.items) {
        items.push_back(finish_item<T>(std::move(loaded), client));
    }
    return items;
}

/// Where a stream of pages stands; shared by the stream and the operations that it gives.
struct PageCursor {
    explicit PageCursor(QueryPlan query) : plan(std::move(query)) {}

    QueryPlan plan;
    Item next{};
    std::int64_t given = 0;
    bool ended = false;

    /// Takes over where a page ended, and cuts off what is beyond the limit.
    void advance(LoadedPage& page);
};

}  // namespace detail

/// Loads the next page of a stream; nothing after the last one.
template <class T>
class NextPage : public Operation<NextPage<T>, std::optional<Page<T>>> {
 public:
    NextPage(detail::CallTarget target, std::shared_ptr<detail::PageCursor> cursor)
        : Operation<NextPage<T>, std::optional<Page<T>>>(std::move(target)), cursor_(std::move(cursor)) {}

 private:
    friend class Operation<NextPage<T>, std::optional<Page<T>>>;

    [[nodiscard]] detail::FlowPtr flow() const {
        return cursor_->ended ? nullptr : detail::page_flow(cursor_->plan, cursor_->next);
    }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core, cursor = cursor_](detail::Reply&& reply) -> std::optional<Page<T>> {
            if (!reply) {
                return std::nullopt;
            }
            auto& loaded = *std::static_pointer_cast<detail::LoadedPage>(reply);
            cursor->advance(loaded);
            Page<T> page;
            page.items = detail::finish_items<T>(loaded, core);
            page.is_last = cursor->ended;
            return page;
        };
    }

    std::shared_ptr<detail::PageCursor> cursor_;
};

/// The pages of a query, one request each: `while (auto page = co_await pages.next().async())`.
///
/// @par Thread safety
/// One page at a time: a copy stands where the original stands.
template <class T>
class Pages {
 public:
    Pages(detail::CallTarget target, detail::QueryPlan plan)
        : target_(std::move(target)), cursor_(std::make_shared<detail::PageCursor>(std::move(plan))) {}

    /// Gives the operation that loads the next page. A page may be empty although more follow: a filter leaves out
    /// items after they were read.
    [[nodiscard]] NextPage<T> next() { return NextPage<T>(target_, cursor_); }

 private:
    detail::CallTarget target_;
    std::shared_ptr<detail::PageCursor> cursor_;
};

/// Every item of a query: a range that loads page by page while it is iterated, blocking, or an operation that loads
/// all.
template <class T>
class Items : public Operation<Items<T>, std::vector<T>> {
 public:
    class Iterator {
     public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        Iterator() = default;
        explicit Iterator(Pages<T> pages) : pages_(std::move(pages)) { load(); }

        [[nodiscard]] const T& operator*() const { return page_->items[position_]; }
        Iterator& operator++() {
            if (++position_ == page_->items.size()) {
                load();
            }
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const Iterator& iterator, std::default_sentinel_t) { return !iterator.page_; }

     private:
        void load() {
            position_ = 0;
            do {
                page_ = pages_->next().run();
            } while (page_ && page_->items.empty());
        }

        std::optional<Pages<T>> pages_{};
        std::optional<Page<T>> page_{};
        std::size_t position_ = 0;
    };

    Items(detail::CallTarget target, detail::QueryPlan plan)
        : Operation<Items<T>, std::vector<T>>(std::move(target)), plan_(std::move(plan)) {}

    [[nodiscard]] Iterator begin() const { return Iterator(Pages<T>(this->target(), plan_)); }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

 private:
    friend class Operation<Items<T>, std::vector<T>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::all_flow(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return detail::finish_items<T>(*std::static_pointer_cast<detail::LoadedPage>(reply), core);
        };
    }

    detail::QueryPlan plan_;
};

/// The first item of a query, or nothing.
template <class T>
class First : public Operation<First<T>, std::optional<T>> {
 public:
    First(detail::CallTarget target, detail::QueryPlan plan)
        : Operation<First<T>, std::optional<T>>(std::move(target)), plan_(std::move(plan)) {}

 private:
    friend class Operation<First<T>, std::optional<T>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::all_flow(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) -> std::optional<T> {
            auto& page = *std::static_pointer_cast<detail::LoadedPage>(reply);
            if (page.items.empty()) {
                return std::nullopt;
            }
            return detail::finish_item<T>(std::move(page.items.front()), core);
        };
    }

    detail::QueryPlan plan_;
};

/// The number of items that a query finds. Reads what the query would read, but sends no item.
class Count : public Operation<Count, std::int64_t> {
 public:
    Count(detail::CallTarget target, detail::QueryPlan plan)
        : Operation<Count, std::int64_t>(std::move(target)), plan_(std::move(plan)) {}

 private:
    friend class Operation<Count, std::int64_t>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::count_flow(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::static_pointer_cast<detail::LoadedPage>(reply)->count; };
    }

    detail::QueryPlan plan_;
};

/// Finds the items of one partition of a table or index, in the order of the sort key.
///
/// `run()` gives all of them up to `limit`; `all()` loads page by page while it is iterated; `pages()` gives the pages.
///
/// @par Errors
/// As `Get`.
/// @par Retries
/// Idempotent.
/// @par Cost
/// One Query per page of at most 1 MB; one Decrypt per data key that is not in the cache.
/// @par Source
/// Amazon DynamoDB API Reference, "Query".
template <class T>
class Query : public Operation<Query<T>, std::vector<T>> {
 public:
    Query(detail::CallTarget target, detail::QueryPlan plan)
        : Operation<Query<T>, std::vector<T>>(std::move(target)), plan_(std::move(plan)) {}

    /// Takes only items whose sort key fulfils a condition: = < <= > >=, `between`, `begins_with`.
    Query& where(Condition sort) & {
        plan_.sort = std::move(sort);
        return *this;
    }
    Query where(Condition sort) && { return std::move(where(std::move(sort))); }

    /// Leaves out items that do not fulfil a condition, after they were read and paid for.
    Query& filter(Condition condition) & {
        plan_.filter = std::move(condition);
        return *this;
    }
    Query filter(Condition condition) && { return std::move(filter(std::move(condition))); }

    /// Gives at most so many items in all; 0 means no limit.
    Query& limit(std::int64_t items) & {
        plan_.limit = items;
        return *this;
    }
    Query limit(std::int64_t items) && { return std::move(limit(items)); }

    /// Lets one request evaluate at most so many items; 0 leaves it to the service (1 MB).
    Query& page_size(std::int32_t items) & {
        plan_.page_size = items;
        return *this;
    }
    Query page_size(std::int32_t items) && { return std::move(page_size(items)); }

    /// Goes from the highest sort key to the lowest.
    Query& descending() & {
        plan_.ascending = false;
        return *this;
    }
    Query descending() && { return std::move(descending()); }

    /// Reads what every write before it has left; not for indexes.
    Query& consistent() & {
        plan_.consistent_read = true;
        return *this;
    }
    Query consistent() && { return std::move(consistent()); }

    /// Leaves encrypted attributes sealed: no call of KMS.
    Query& sealed() & {
        plan_.opening = detail::Opening::LeaveSealed;
        return *this;
    }
    Query sealed() && { return std::move(sealed()); }

    /// Loads only these attributes; the other members keep their defaults, also the keys if they are not named. Do not
    /// put such an object back: its defaults would replace what is stored.
    template <auto... Members>
    Query& project() & {
        plan_.projection = {field<Members>.path()...};
        return *this;
    }
    template <auto... Members>
    Query project() && {
        return std::move(this->template project<Members...>());
    }

    /// Gives every item as a range that loads page by page while it is iterated. The range blocks: in a coroutine,
    /// await `all()` itself, this query or `pages()`.
    [[nodiscard]] Items<T> all() const { return Items<T>(this->target(), plan_); }
    /// Gives the pages as a stream, each `next()` an operation.
    [[nodiscard]] Pages<T> pages() const { return Pages<T>(this->target(), plan_); }
    /// Gives the first item, in the order of the query, or nothing.
    [[nodiscard]] First<T> first() const {
        detail::QueryPlan one = plan_;
        one.limit = 1;
        return First<T>(this->target(), std::move(one));
    }
    /// Gives the number of items, at most `limit`.
    [[nodiscard]] Count count() const { return Count(this->target(), plan_); }

    /// Gives what would be sent for the first page.
    [[nodiscard]] QueryRequest request() const { return detail::request_of(plan_); }

 private:
    friend class Operation<Query<T>, std::vector<T>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::all_flow(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return detail::finish_items<T>(*std::static_pointer_cast<detail::LoadedPage>(reply), core);
        };
    }

    detail::QueryPlan plan_;
};

}  // namespace dynoxx
