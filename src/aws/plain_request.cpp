#include "aws/plain_request.hpp"

#include <dynoxx/error.hpp>

#include "aws/service.hpp"

#include <algorithm>
#include <string>

namespace dynoxx::aws {

namespace {

using namespace std::chrono_literals;
using http::FailureKind;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;
using Answer = http::Outcome<http::Response>;

constexpr std::chrono::milliseconds first_pause = 100ms;
constexpr std::chrono::milliseconds longest_pause = 1s;

bool may_be_repeated(const Answer& answer) {
    if (answer) {
        return answer->status >= 500;
    }
    const FailureKind kind = answer.error().kind;
    return kind != FailureKind::Cancelled && kind != FailureKind::DeadlineReached && kind != FailureKind::Untrusted &&
           kind != FailureKind::InvalidAnswer;
}

std::chrono::nanoseconds pause_after(int attempt, runtime::RandomSource& random) {
    const auto limit = std::min(longest_pause, first_pause * (1 << std::min(attempt - 1, 10)));
    return std::chrono::duration_cast<std::chrono::nanoseconds>(limit * random.uniform());
}

}  // namespace

task<Answer> send_plain(Context context, http::Transport& transport, const PlainTarget& target, http::Request request) {
    request.max_answer_bytes = longest_credentials_answer;
    for (int attempt = 1;; ++attempt) {
        Answer answer = co_await transport.send(context, target.origin, request, target.settings);
        if (attempt >= target.max_attempts || !may_be_repeated(answer)) {
            co_return answer;
        }
        const WaitOutcome waited = co_await context.sleep(pause_after(attempt, *context.system().random));
        if (waited == WaitOutcome::Cancelled) {
            co_return http::Failure(FailureKind::Cancelled, "cancelled while waiting for the next attempt");
        }
        if (waited == WaitOutcome::TimedOut) {
            co_return answer;
        }
    }
}

void throw_if_call_ended(const Context& context, std::string_view source, const http::Failure& failure) {
    if (failure.kind == FailureKind::Cancelled) {
        throw_error(
            Error(ErrorCode::Cancelled, "The operation was cancelled while it asked " + std::string(source) + ".")
                .with_cause(failure.detail));
    }
    if (failure.kind == FailureKind::DeadlineReached || context.deadline() <= context.now()) {
        throw_error(
            Error(ErrorCode::TimedOut, "Asking " + std::string(source) + " took longer than the operation may take.")
                .with_cause(failure.detail));
    }
}

}  // namespace dynoxx::aws
