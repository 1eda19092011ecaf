// One operation again and again: bench_calls get|put|query blocking|context|thread --endpoint URL [--ca FILE]
// [--in-flight N]. `blocking` uses as many threads as are in flight, `context` runs everything on one io_context,
// `thread` awaits on one io_context what the runtime's own thread does.
#include "model.hpp"
#include "support.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <thread>

namespace {

namespace asio = boost::asio;
using bench::Order;

Order example() {
    Order order;
    order.customer = "customer#4711";
    order.number = "2026-000123";
    order.status = "shipped";
    order.cents = 1'234'500;
    order.weight = 12.75;
    order.paid = true;
    order.note = "leave it with the neighbour";
    order.lines = {"4 x bolt M8", "4 x nut M8", "1 x hexagon key"};
    order.flags = {"express", "gift"};
    order.address.street = "Lange Reihe";
    order.address.number = 12;
    return order;
}

void require(bool condition, const char* what) {
    if (!condition) {
        throw std::runtime_error(what);
    }
}

/// The operations, each with both endings. The answers are looked at, so that a wrong one is not measured.
struct Get {
    dynoxx::Table<Order> orders;

    [[nodiscard]] auto operation() const { return orders.get("customer#4711", "2026-000123"); }
    static void check(const std::optional<Order>& found) { require(found && found->cents == 1'234'500, "no order"); }
};

struct Put {
    dynoxx::Table<Order> orders;
    Order order = example();

    [[nodiscard]] auto operation() const { return orders.put(order); }
    static void check(const Order& stored) { require(stored.cents == 1'234'500, "not the order"); }
};

struct Query {
    dynoxx::Table<Order> orders;

    [[nodiscard]] auto operation() const { return orders.query("customer#4711"); }
    static void check(const std::vector<Order>& found) { require(found.size() == 100, "not 100 orders"); }
};

template <class Work>
void block(const Work& work, std::atomic<int>& left) {
    while (left.fetch_sub(1) > 0) {
        work.check(work.operation().run());
    }
}

template <class Work>
asio::awaitable<void> await(const Work* work, int* left) {
    while ((*left)-- > 0) {
        auto operation = work->operation();
        work->check(co_await operation.async());
    }
}

void rethrow(std::exception_ptr exception) {
    if (exception) {
        std::rethrow_exception(exception);
    }
}

template <class Work>
void measure(const bench::Arguments& arguments, asio::io_context& context, const Work& work) {
    const int in_flight = arguments.number("in-flight", 1);
    const bool blocks = arguments.word(1) == "blocking";
    bench::measure_chunks(arguments, [&](int requests) {
        if (blocks) {
            std::atomic<int> left = requests;
            std::vector<std::jthread> others;
            for (int i = 1; i < in_flight; ++i) {
                others.emplace_back([&] { block(work, left); });
            }
            block(work, left);
            return;
        }
        int left = requests;
        for (int i = 0; i < in_flight; ++i) {
            asio::co_spawn(context, await(&work, &left), rethrow);
        }
        context.restart();
        context.run();
    });
}

}  // namespace

int main(int count, char** values) try {
    const bench::Arguments arguments(count, values);
    dynoxx::AwsOptions options;
    options.region("us-east-1").credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    options.endpoint(arguments.text("endpoint")).max_attempts(1);
    options.connect_timeout(std::chrono::minutes(2));  // valgrind makes handshakes slow
    if (const std::string ca = arguments.text("ca"); !ca.empty()) {
        options.ca_bundle(ca);
    }
    asio::io_context context(1);
    const dynoxx::Runtime runtime =
        arguments.word(1) == "context" ? dynoxx::Runtime(context) : dynoxx::Runtime::global();
    const auto orders = dynoxx::DynamoDBClient(options, runtime).table<Order>();
    const std::string operation = arguments.word(0);
    if (operation == "get") {
        measure(arguments, context, Get{orders});
    } else if (operation == "put") {
        measure(arguments, context, Put{orders});
    } else {
        measure(arguments, context, Query{orders});
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench_calls: %s\n", error.what());
    return 1;
}
