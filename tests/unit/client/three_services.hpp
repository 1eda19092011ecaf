#pragma once

#include "client/client_state.hpp"
#include "kms/client.hpp"
#include "runtime/launch.hpp"
#include "s3/client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

namespace dynoxx::detail {

/// Calls DynamoDB, S3 or KMS.
inline runtime::task<int> use_one_of_three(runtime::Context context, ClientState& client, int number) {
    if (number % 3 == 0) {
        GetItemRequest request;
        request.table_name = "users";
        request.key = Item{{"id", "1"}};
        static_cast<void>(co_await client.dynamodb().get_item(context, std::move(request), aws::CallSettings()));
    } else if (number % 3 == 1) {
        s3::GetObjectRequest request;
        request.bucket = "bucket";
        request.key = "key";
        static_cast<void>(co_await client.s3().get_object(context, std::move(request)));
    } else {
        kms::DecryptRequest request;
        request.ciphertext_blob = Bytes(16);
        static_cast<void>(co_await client.kms().decrypt(context, std::move(request)));
    }
    co_return 1;
}

/// Gives the answer of DynamoDB, S3 or KMS to that.
inline http::Response answer_of_three(const http::Origin& origin, const http::Request& request) {
    http::Response response;
    response.status = 200;
    response.body = origin.host.starts_with("kms")
                        ? R"({"KeyId":"arn:aws:kms:eu-west-1:123456789012:key/k","Plaintext":"c2VjcmV0"})"
                    : request.method == "GET" ? "object"
                                              : "{}";
    return response;
}

inline constexpr int many_threads = 64;

/// Uses three services for the first time on 64 threads at once.
inline void use_on_many_threads(const AwsOptions& options, runtime::State& machine, http::Transport& transport) {
    ClientState client(options, machine, transport);
    const std::shared_ptr<runtime::State> state(&machine, [](auto*) {});
    std::latch ready(many_threads);
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < many_threads; ++i) {
        threads.emplace_back([&, i] {
            ready.arrive_and_wait();
            done += runtime::run_blocking<int>(
                state, [&](runtime::Context context) { return use_one_of_three(context, client, i); });
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(done, many_threads);
}

}  // namespace dynoxx::detail
