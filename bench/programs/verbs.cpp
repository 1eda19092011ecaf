// One model with every verb, blocking and awaited: bench/run compiles it alone for its time and links it for its size.
#include "model.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

namespace {

namespace asio = boost::asio;
using bench::Invoice;
constexpr auto number = dynoxx::field<&Invoice::number>;

asio::awaitable<void> await_each(dynoxx::Table<Invoice> invoices) {
    const Invoice invoice;
    co_await invoices.put(invoice).when(!number.exists()).async();
    std::optional<Invoice> found = co_await invoices.get("c#7", "1").async();
    const std::vector<Invoice> all = co_await invoices.query("c#7").where(number > "2026").async();
    co_await invoices.remove("c#7", "1").async();
    if (found) {
        co_await found->scan.read().async();
    }
    const dynoxx::BatchResult put = co_await invoices.batch_put(all).async();
    if (!put.unwritten.empty()) {
        co_await invoices.query("c#7").pages().next().async();
    }
}

void run_each(const dynoxx::Table<Invoice>& invoices) {
    invoices.create_table().wait().run();
    Invoice invoice;
    invoice.scan = dynoxx::S3File::from_bytes("scan", "bytes");
    invoice = invoices.put(invoice).when(!number.exists()).run();
    invoices.update("c#7", "1").set(dynoxx::field<&Invoice::customer>.set("c#8")).when(number == "1").run();
    for (const Invoice& one : invoices.query("c#7").filter(number > "2026").all()) {
        invoices.remove(one).run();
    }
    const std::optional<Invoice> found = invoices.get("c#7", "1").consistent().run();
    const dynoxx::BatchResult put = invoices.batch_put(std::vector<Invoice>{invoice}).run();
    if (put.unwritten.empty()) {
        invoices.query("c#7").count().run();
    }
}

}  // namespace

int main() {
    asio::io_context context;
    const auto invoices = dynoxx::DynamoDBClient({}, dynoxx::Runtime(context)).table<Invoice>();
    run_each(invoices);
    asio::co_spawn(context, await_each(invoices), asio::detached);
    context.run();
}
