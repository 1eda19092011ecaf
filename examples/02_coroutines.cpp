// 2. The same with coroutines, on an io_context of ours: no thread is started.
#include "quickstart/package.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <iostream>

namespace asio = boost::asio;
using namespace quickstart;

asio::awaitable<void> work(dynoxx::Table<Package> packages, std::vector<InstalledPackage> installed) {
    co_await packages.create_table().wait().async();
    for (const InstalledPackage& package : installed) {
        const Package item = to_item(package);
        co_await packages.put(item).when(!package_field::name.exists()).async();
    }
    const std::string name = installed.front().name;

    const std::optional<Package> found = co_await packages.get(name).consistent().async();
    std::cout << found->name << " is maintained by " << *found->maintainer << '\n';

    auto pages = packages.query_index<"by-section">(found->section).descending().pages();
    while (const std::optional<dynoxx::Page<Package>> page = co_await pages.next().async()) {
        for (const Package& package : page->items) {
            std::cout << package.name << ": " << package.installed_bytes << " bytes\n";
        }
    }

    const auto refused =
        co_await packages.update(name).set(package_field::views += 1).when(package_field::views > 5).try_async();
    std::cout << refused.error().what() << '\n';
    const dynoxx::RemoveResult removed = co_await packages.remove(name).async();
    std::cout << removed.objects_removed.size() << " object went with " << name << '\n';
}

int main() try {
    dynoxx::local::LocalAws aws;
    aws.create_bucket("quickstart");
    aws.create_key("alias/quickstart");
    asio::io_context context;
    const dynoxx::DynamoDBClient client(aws.options(), dynoxx::Runtime(context));
    std::vector<InstalledPackage> installed = read_package_database();
    installed.resize(std::min<std::size_t>(installed.size(), 10));
    auto done = asio::co_spawn(context, work(client.table<Package>(), std::move(installed)), asio::use_future);
    context.run();
    done.get();
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
