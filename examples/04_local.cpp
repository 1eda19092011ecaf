// 4. A test's local AWS: a snapshot that each case begins with, faults, the clock.
#include "quickstart/package.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <chrono>
#include <iostream>

using namespace quickstart;

int main() try {
    dynoxx::local::LocalAws aws;
    aws.create_bucket("quickstart");
    aws.create_key("alias/quickstart");
    const dynoxx::DynamoDBClient client(aws.options());
    const auto packages = client.table<Package>();
    packages.create_table().wait().run();
    aws.take_snapshot("empty");  // what each case begins with

    dynoxx::local::LocalFault fault;
    fault.kind = dynoxx::local::LocalFaultKind::Throttle;
    fault.service = "dynamodb";
    fault.operation = "PutItem";
    fault.times = 2;
    aws.add_fault(fault);

    Package package;
    package.name = "adduser";
    package.section = "admin";
    packages.put(package).run();  // is refused twice and succeeds with the third attempt
    std::cout << aws.requests("dynamodb", "PutItem") << " requests\n";

    aws.restore_snapshot("empty");
    std::cout << (packages.get("adduser").run() ? "still there" : "gone") << '\n';

    aws.advance_clock(std::chrono::hours(2));
    packages.get("adduser").run();  // is refused: the signature is too old; the client corrects its clock
    std::cout << aws.requests("dynamodb", "refused") << " refused\n";
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
