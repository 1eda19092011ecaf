#pragma once

#include <dynoxx/detail/plans.hpp>
#include <dynoxx/field.hpp>
#include <dynoxx/resume_token.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace dynoxx {

/// One page of the items of a query or scan.
template <class T>
struct Page {
    Page() {}

    std::vector<T> items{};
    std::optional<ResumeToken> next{};  ///< the place after the last item, also where a limit cut; nothing at the end
    bool is_last = true;                ///< whether the stream of pages ends here: nothing follows, or a limit cut
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

/// Gives the place of a token for a listing, or the error that it belongs to another one.
[[nodiscard]] Result<Item> start_of(const ListPlan& plan, const ResumeToken& token);

/// Gives the token of the place right after an item; throws `ModelException` if the item lacks a key.
[[nodiscard]] ResumeToken token_of(const ListPlan& plan, const Item& item);

/// Where a stream of pages stands; shared by the stream and the operations that it gives.
struct PageCursor {
    explicit PageCursor(ListPlan listing) : plan(std::move(listing)) {}

    ListPlan plan;  ///< its start moves from page to page
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

    [[nodiscard]] detail::FlowPtr flow() const { return cursor_->ended ? nullptr : detail::page_flow(cursor_->plan); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core, cursor = cursor_](detail::Reply&& reply) -> std::optional<Page<T>> {
            if (!reply) {
                return std::nullopt;
            }
            auto& loaded = *std::static_pointer_cast<detail::LoadedPage>(reply);
            cursor->advance(loaded);
            Page<T> page;
            if (!loaded.next.empty()) {
                page.next = detail::token_of(cursor->plan, loaded.next);
            }
            page.items = detail::finish_items<T>(loaded, core);
            page.is_last = cursor->ended;
            return page;
        };
    }

    std::shared_ptr<detail::PageCursor> cursor_;
};

/// The pages of a query or scan, one request each: `while (auto page = co_await pages.next().async())`.
///
/// @par Thread safety
/// One page at a time: a copy stands where the original stands.
template <class T>
class Pages {
 public:
    Pages(detail::CallTarget target, detail::ListPlan plan)
        : target_(std::move(target)), cursor_(std::make_shared<detail::PageCursor>(std::move(plan))) {}

    /// Gives the operation that loads the next page. A page may be empty although more follow: a filter leaves out
    /// items after they were read.
    [[nodiscard]] NextPage<T> next() { return NextPage<T>(target_, cursor_); }

 private:
    detail::CallTarget target_;
    std::shared_ptr<detail::PageCursor> cursor_;
};

/// Every item of a query or scan: a range that loads page by page while it is iterated, blocking, or an operation that
/// loads all.
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

    Items(detail::CallTarget target, detail::ListPlan plan)
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

    detail::ListPlan plan_;
};

/// The first item of a query or scan, or nothing.
template <class T>
class First : public Operation<First<T>, std::optional<T>> {
 public:
    First(detail::CallTarget target, detail::ListPlan plan)
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

    detail::ListPlan plan_;
};

/// The number of items that a query or scan finds. It reads, and costs, what finding them would, but sends no item.
class Count : public Operation<Count, std::int64_t> {
 public:
    Count(detail::CallTarget target, detail::ListPlan plan)
        : Operation<Count, std::int64_t>(std::move(target)), plan_(std::move(plan)) {}

 private:
    friend class Operation<Count, std::int64_t>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::count_flow(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::static_pointer_cast<detail::LoadedPage>(reply)->count; };
    }

    detail::ListPlan plan_;
};

/// What queries and scans have in common: which items, how many, and how they come.
template <class Derived, class T>
class Listing : public Operation<Derived, std::vector<T>> {
 public:
    /// Leaves out items that do not fulfil a condition, after they were read and paid for.
    Derived& filter(Condition condition) & {
        plan_.filter = std::move(condition);
        return self();
    }
    Derived filter(Condition condition) && { return std::move(filter(std::move(condition))); }

    /// Gives at most so many items in all; 0 means no limit.
    Derived& limit(std::int64_t items) & {
        plan_.limit = items;
        return self();
    }
    Derived limit(std::int64_t items) && { return std::move(limit(items)); }

    /// Lets one request evaluate at most so many items; 0 leaves it to the service (1 MB).
    Derived& page_size(std::int32_t items) & {
        plan_.page_size = items;
        return self();
    }
    Derived page_size(std::int32_t items) && { return std::move(page_size(items)); }

    /// Reads what every write before it has left, at twice the read units; not for global indexes.
    Derived& consistent() & {
        plan_.consistent_read = true;
        return self();
    }
    Derived consistent() && { return std::move(consistent()); }

    /// Leaves encrypted attributes sealed: no call of KMS.
    Derived& sealed() & {
        plan_.opening = detail::Opening::LeaveSealed;
        return self();
    }
    Derived sealed() && { return std::move(sealed()); }

    /// Loads only the keys and these attributes; the other members keep their defaults. Do not put such an object
    /// back: its defaults would replace what is stored.
    template <auto... Members>
    Derived& project() & {
        plan_.projection = {field<Members>.path()...};
        return self();
    }
    template <auto... Members>
    Derived project() && {
        return std::move(this->template project<Members...>());
    }

    /// The same for fields, which may lead into structs, lists and maps: `project(field<&User::address,
    /// &Address::zip>)`.
    template <class... Members>
    Derived& project(const Field<Members>&... fields) & {
        plan_.projection = {fields.path()...};
        return self();
    }
    template <class... Members>
    Derived project(const Field<Members>&... fields) && {
        return std::move(project(fields...));
    }

    /// Goes on where a page or an object ended. The token must come from the same table and index; one of another
    /// partition is refused by the service.
    ///
    /// @par Errors
    /// `ConfigurationException` when it is run, if the token is of another table or index.
    Derived& resume(const ResumeToken& token) & {
        plan_.start = detail::start_of(plan_, token);
        return self();
    }
    Derived resume(const ResumeToken& token) && { return std::move(resume(token)); }

    /// Gives the place right after an object that this query or scan gave, to go on from there later.
    ///
    /// @par Errors
    /// Throws `ModelException` if a key of the object is empty.
    [[nodiscard]] ResumeToken token_after(const T& object) const {
        return detail::token_of(plan_, serialize(object).value().item);
    }

    /// Gives every item as a range that loads page by page while it is iterated. The range blocks: in a coroutine,
    /// await `all()` itself, this operation or `pages()`.
    [[nodiscard]] Items<T> all() const { return Items<T>(this->target(), plan_); }
    /// Gives the pages as a stream, each `next()` an operation.
    [[nodiscard]] Pages<T> pages() const { return Pages<T>(this->target(), plan_); }
    /// Gives the first item, in the order in which they come, or nothing.
    [[nodiscard]] First<T> first() const {
        detail::ListPlan one = plan_;
        one.limit = 1;
        return First<T>(this->target(), std::move(one));
    }
    /// Gives the number of items, at most `limit`.
    [[nodiscard]] Count count() const { return Count(this->target(), plan_); }

 protected:
    Listing(detail::CallTarget target, detail::ListPlan plan)
        : Operation<Derived, std::vector<T>>(std::move(target)), plan_(std::move(plan)) {}

    [[nodiscard]] detail::ListPlan& plan() noexcept { return plan_; }
    [[nodiscard]] const detail::ListPlan& plan() const noexcept { return plan_; }

 private:
    friend class Operation<Derived, std::vector<T>>;

    [[nodiscard]] Derived& self() noexcept { return static_cast<Derived&>(*this); }
    [[nodiscard]] detail::FlowPtr flow() const { return detail::all_flow(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return detail::finish_items<T>(*std::static_pointer_cast<detail::LoadedPage>(reply), core);
        };
    }

    detail::ListPlan plan_;
};

}  // namespace dynoxx
