// Writes to a server that goes away; SIGPIPE would end this program.
#include "process/programs/program.hpp"

#include <boost/asio/io_context.hpp>

#include <iostream>
#include <string>

namespace {

dynoxx::PutItemRequest large_request() {
    dynoxx::PutItemRequest request;
    request.table_name = "notes";
    request.item.set("id", "n#1");
    request.item.set("text", std::string(4 * 1024 * 1024, 'x'));
    return request;
}

void check_refused(const dynoxx::Result<dynoxx::PutItemResponse>& result) {
    program::check(result.has_error() && result.error().kind() == dynoxx::ErrorKind::Connection,
                   result ? "it was written" : result.error().what());
}

}  // namespace

int main() {
    const auto options = dynoxx::AwsOptions().max_attempts(3);
    const dynoxx::DynamoDBClient client(options);
    check_refused(client.put_item(large_request()).try_run());
    check_refused(client.put_item(large_request()).try_async(boost::asio::use_future).get());

    boost::asio::io_context context;
    const dynoxx::DynamoDBClient of_context(options, dynoxx::Runtime(context));
    auto result = of_context.put_item(large_request()).try_async(boost::asio::use_future);
    context.run();
    check_refused(result.get());
    std::cout << "done" << std::endl;
    return 0;
}
