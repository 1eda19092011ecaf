// Uses everything on an executor of its own and counts threads.
#include "process/programs/program.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <iostream>
#include <string>

namespace asio = boost::asio;

namespace {

struct Letter {
    std::string id{};
    dynoxx::S3Value scan{};
    dynoxx::Encrypted<std::string> secret{};

    static constexpr auto dynoxx_model =
        dynoxx::model("letters", dynoxx::partition_key<&Letter::id>, dynoxx::s3_attribute<&Letter::scan>("letters"),
                      dynoxx::encrypted_attribute<&Letter::secret>("alias/letters"));
};

Letter make_letter() {
    Letter letter;
    letter.id = "l#1";
    letter.scan = dynoxx::S3File::from_bytes("scan", "words");
    letter.secret = "secret";
    return letter;
}

void expect_threads(std::size_t expected, const std::string& when) {
    const std::size_t found = program::threads();
    program::check(found == expected, std::to_string(found) + " threads " + when);
}

asio::awaitable<void> use(dynoxx::DynamoDBClient client, std::size_t threads) {
    const auto letters = client.table<Letter>();
    co_await letters.create_table().if_not_exists().wait().async();
    const Letter letter = make_letter();
    co_await letters.put(letter).async();
    expect_threads(threads, "after a put");
    const std::optional<Letter> found = co_await letters.get("l#1").consistent().async();
    const std::vector<std::byte> scan = co_await found->scan.read().async();
    program::check(scan.size() == 5 && *found->secret == "secret", "another letter came back");
    expect_threads(threads, "after reading S3 and KMS");
    co_await letters.remove("l#1").async();
    expect_threads(threads, "after a removal");
}

void run_on(asio::any_io_executor executor, const dynoxx::Runtime& runtime, std::size_t threads,
            const std::function<void()>& run) {
    const dynoxx::DynamoDBClient client(dynoxx::AwsOptions(), runtime);
    std::exception_ptr failure;
    asio::co_spawn(executor, use(client, threads), [&failure](std::exception_ptr thrown) { failure = thrown; });
    run();
    if (failure) {
        std::rethrow_exception(failure);
    }
}

}  // namespace

int main(int, char** arguments) {
    const std::string kind(arguments[1]);
    if (kind == "io_context") {
        asio::io_context context;
        dynoxx::Runtime runtime(context);
        run_on(context.get_executor(), runtime, 1, [&context] { context.run(); });
        runtime.close();
        expect_threads(1, "after close()");
    } else {
        asio::thread_pool pool(2);
        dynoxx::Runtime runtime(pool.get_executor());
        run_on(pool.get_executor(), runtime, 3, [&pool] { pool.wait(); });
        runtime.close();
        expect_threads(1, "after the pool and close()");
    }
    std::cout << "done" << std::endl;
    return 0;
}
