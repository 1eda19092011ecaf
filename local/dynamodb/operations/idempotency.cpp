#include "local/dynamodb/operations/idempotency.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/kept_state.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr double token_seconds = 600;

void print(JsonWriter& writer, const Json& json) {
    if (json.type == Json::Type::Object) {
        writer.begin_object();
        for (const Json& child : json.children) {
            writer.key(child.name);
            print(writer, child);
        }
        writer.end_object();
    } else if (json.type == Json::Type::Array) {
        writer.begin_array();
        for (const Json& child : json.children) {
            print(writer, child);
        }
        writer.end_array();
    } else if (json.type == Json::Type::Boolean) {
        writer.boolean(json.boolean);
    } else {
        writer.string(json.text);
    }
}

std::string fingerprint(const Json& content) {
    JsonWriter writer;
    print(writer, content);
    return std::move(writer).take();
}

void forget_old(State& state, double now) {
    std::erase_if(state.tokens, [&](const auto& entry) {
        const bool is_old = entry.second.time + token_seconds <= now;
        if (is_old && state.options.recorder != nullptr) {
            record_forgotten_token(*state.options.recorder, entry.first);
        }
        return is_old;
    });
}

}  // namespace

std::string run_once(State& state, const Json& request, std::string_view content,
                     const std::function<std::string()>& run, const std::function<std::string()>& repeat) {
    const std::string token(request.text_of("ClientRequestToken"));
    if (token.empty()) {
        return run();
    }
    const double now = state.options.clock ? state.options.clock() : 0;
    forget_old(state, now);
    std::string print_of_request = fingerprint(*request.find(content));
    if (const auto known = state.tokens.find(token); known != state.tokens.end()) {
        if (known->second.fingerprint != print_of_request) {
            throw ApiError(ApiErrorType::IdempotentParameterMismatch,
                           "Request token has already been used with different request parameters");
        }
        return repeat();
    }
    std::string answer = run();
    const auto added = state.tokens.emplace(token, State::Token{now, std::move(print_of_request)}).first;
    if (state.options.recorder != nullptr) {
        record_token(*state.options.recorder, token, added->second);
    }
    return answer;
}

}  // namespace dynoxx::local::dynamodb
