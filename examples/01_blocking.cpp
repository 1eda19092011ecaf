// 1. Ten packages, blocking: stored with an S3 and a KMS attribute, read, queried, updated, removed.
#include "quickstart/package.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <algorithm>
#include <iostream>

using namespace quickstart;

int main() try {
    dynoxx::local::LocalAws aws;  // DynamoDB, S3, KMS and STS in this process
    aws.create_bucket("quickstart");
    aws.create_key("alias/quickstart");

    const dynoxx::DynamoDBClient client(aws.options());
    const auto packages = client.table<Package>();
    packages.create_table().wait().run();

    std::vector<InstalledPackage> installed = read_package_database();
    installed.resize(std::min<std::size_t>(installed.size(), 10));
    for (const InstalledPackage& package : installed) {
        packages.put(to_item(package)).when(!package_field::name.exists()).run();
    }
    const std::string name = installed.front().name;

    const std::optional<Package> found = packages.get(name).consistent().run();
    std::cout << found->name << " is maintained by " << *found->maintainer << '\n';
    if (found->copyright.has_value()) {
        std::cout << found->copyright.read().run().size() << " bytes of copyright\n";
    }

    for (const Package& package : packages.query_index<"by-section">(found->section).descending().all()) {
        std::cout << package.name << ": " << package.installed_bytes << " bytes\n";
    }

    std::cout << packages.update(name).set(package_field::views += 1).run().views << " view\n";
    const auto refused = packages.update(name).set(package_field::views += 1).when(package_field::views > 5).try_run();
    std::cout << refused.error().what() << '\n';

    std::cout << packages.remove(name).run().objects_removed.size() << " object went with " << name << '\n';
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
