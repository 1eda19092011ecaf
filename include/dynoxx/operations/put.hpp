#pragma once

#include <dynoxx/operations/reporting.hpp>
#include <dynoxx/operations/returning.hpp>

namespace dynoxx {

/// Puts one object: seals its encrypted attributes, uploads its S3 attributes, then writes the item.
///
/// It replaces the whole item: attributes that the model does not know are gone afterwards. Gives the object as stored:
/// S3 attributes hold their location, the version is raised. The object that was given is never changed.
///
/// @par Errors
/// `ConditionalCheckFailedException`, with the item that is there, if the condition of `when` is false or the version
/// of the model has moved on; the objects that were uploaded are removed then (`ObjectKeys::Unique`). If it is not
/// certain that nothing was written, they stay and are logged. `ModelException` for a member that cannot be stored,
/// before anything is sent.
/// @par Retries
/// Writes the same item again, so it may be repeated; with a condition that the first write made false it may report
/// a failure although it wrote.
/// @par Cost
/// One PutItem; one GenerateDataKey for as many seals as a data key serves; one PutObject per pending S3 attribute, and
/// one DeleteObject per object that the new item no longer points to.
/// @par Source
/// Amazon DynamoDB API Reference, "PutItem".
template <class T>
class Put : public Operation<Put<T>, T> {
 public:
    Put(detail::CallTarget target, detail::PutPlan plan)
        : Operation<Put<T>, T>(std::move(target)), plan_(std::move(plan)) {}

    /// Writes only if the condition holds for the item that is there.
    Put& when(Condition condition) & {
        plan_.condition = std::move(condition);
        return *this;
    }
    Put when(Condition condition) && { return std::move(when(std::move(condition))); }

    /// Gives what would be sent, with markers in the place of parts that are still to be sealed or uploaded.
    [[nodiscard]] PutItemRequest request() const { return detail::request_of(plan_); }

    /// Gives the item that was replaced, `ReturnValues::AllOld`, in the place of the object as stored; or nothing for
    /// `ReturnValues::None`. Encrypted attributes stay sealed; objects in S3 that it alone pointed to are removed.
    [[nodiscard]] Returning<T, detail::PutPlan> returning(ReturnValues values) const {
        return Returning<T, detail::PutPlan>(this->target(), plan_, values);
    }

    /// Gives the same in a `WriteReport`, which also names the objects in S3 that were removed and those that could not
    /// be.
    [[nodiscard]] Reporting<T, detail::PutPlan> reporting() const {
        return Reporting<T, detail::PutPlan>(this->target(), plan_);
    }

    [[nodiscard]] const detail::PutPlan& plan() const noexcept { return plan_; }  ///< for the library

 private:
    friend class Operation<Put<T>, T>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return detail::finish_item<T>(std::move(*std::static_pointer_cast<detail::LoadedItem>(reply)), core);
        };
    }

    detail::PutPlan plan_;
};

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
/// What `put` of a temporary gives on g++ 12: that compiler destroys the temporary twice if its expression contains
/// `co_await`, so the asynchronous ending is missing.
template <class T>
class PutTemporary {
 public:
    explicit PutTemporary(Put<T> operation) : operation_(std::move(operation)) {}

    [[nodiscard]] PutTemporary when(Condition condition) && {
        operation_.when(std::move(condition));
        return std::move(*this);
    }
    [[nodiscard]] PutTemporary timeout(std::chrono::milliseconds limit) && {
        operation_.timeout(limit);
        return std::move(*this);
    }
    [[nodiscard]] PutTemporary retry(Retry retry) && {
        operation_.retry(retry);
        return std::move(*this);
    }
    [[nodiscard]] PutTemporary endpoint(std::string url) && {
        operation_.endpoint(std::move(url));
        return std::move(*this);
    }

    T run() const { return operation_.run(); }
    [[nodiscard]] Result<T> try_run() const { return operation_.try_run(); }
    [[nodiscard]] PutItemRequest request() const { return operation_.request(); }
    [[nodiscard]] const detail::PutPlan& plan() const noexcept { return operation_.plan(); }  ///< for the library

    // The compiler prints the line of a deleted function, so the advice stands on it.
    template <class... Token>
    auto async(Token&&...) const = delete;  // g++ 12 destroys temporaries beside co_await twice: put a named object
    template <class... Token>
    auto try_async(Token&&...) const = delete;  // g++ 12 destroys temporaries beside co_await twice: put a named object

 private:
    Put<T> operation_;
};
#endif

}  // namespace dynoxx
