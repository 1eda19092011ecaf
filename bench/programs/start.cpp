// What comes before the steady state: bench_start get|services|burst [blocking|context|thread]. The configuration comes
// from the environment, as in a program that sets nothing, but for a longer time-out: 64 handshakes at once take long
// on a machine that does other work.
//
// `get` is one GetItem. `services` puts one object that needs DynamoDB, S3 and KMS. `burst` makes --in-flight GetItems
// at once, each on a connection of its own.
#include "model.hpp"
#include "support.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <thread>

namespace {

namespace asio = boost::asio;

void rethrow(std::exception_ptr exception) {
    if (exception) {
        std::rethrow_exception(exception);
    }
}

void get(const dynoxx::DynamoDBClient& client) {
    if (!client.table<bench::Order>().get("customer#4711", "2026-000123").run()) {
        throw std::runtime_error("no order");
    }
}

bench::Invoice invoice() {
    bench::Invoice made;
    made.customer = "c#7";
    made.number = "2026-001";
    made.scan = dynoxx::S3File::from_bytes("scan.txt", "a scan");
    made.iban = "DE02120300000000202051";
    return made;
}

template <class Operation>
asio::awaitable<void> await(Operation operation) {
    co_await operation.async();
}

void put_three_services(const dynoxx::DynamoDBClient& client, asio::io_context& context, bool blocks) {
    const bench::Invoice made = invoice();
    auto operation = client.table<bench::Invoice>().put(made);
    if (blocks) {
        operation.run();
        return;
    }
    asio::co_spawn(context, await(std::move(operation)), rethrow);
    context.run();
}

void burst(const dynoxx::DynamoDBClient& client, asio::io_context& context, bool blocks, int in_flight) {
    if (blocks) {
        std::vector<std::jthread> threads;
        for (int i = 0; i < in_flight; ++i) {
            threads.emplace_back([&client] { get(client); });
        }
        return;
    }
    const auto orders = client.table<bench::Order>();
    for (int i = 0; i < in_flight; ++i) {
        asio::co_spawn(context, await(orders.get("customer#4711", "2026-000123")), rethrow);
    }
    context.run();
}

}  // namespace

int main(int count, char** values) try {
    const std::int64_t started = bench::wall_nanoseconds();
    const std::int64_t descriptors = bench::open_descriptors();
    const std::int64_t private_kib = bench::process_figure("smaps_rollup", "Private_Dirty");
    const std::int64_t cpu = bench::cpu_nanoseconds();
    const bench::Arguments arguments(count, values);
    const std::string ending = arguments.text("ending", "blocking");
    asio::io_context context(1);
    const dynoxx::DynamoDBClient client({}, ending == "context" ? dynoxx::Runtime(context) : dynoxx::Runtime::global());
    if (arguments.word(0) == "get") {
        get(client);
    } else if (arguments.word(0) == "services") {
        put_three_services(client, context, ending == "blocking");
    } else {
        burst(client, context, ending == "blocking", arguments.number("in-flight", 64));
    }
    const std::int64_t finished = bench::wall_nanoseconds();
    const std::int64_t cpu_in_all = bench::cpu_nanoseconds();
    bench::print_figures({
        {"cpu_ns", cpu_in_all},
        {"cpu_of_calls_ns", cpu_in_all - cpu},
        {"wall_ns", finished - started},
        {"threads", bench::process_figure("status", "Threads")},
        {"descriptors", bench::open_descriptors() - descriptors},
        {"private_kib", bench::process_figure("smaps_rollup", "Private_Dirty")},
        {"private_kib_before", private_kib},
        {"peak_kib", bench::process_figure("status", "VmHWM")},
    });
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench_start: %s\n", error.what());
    return 1;
}
