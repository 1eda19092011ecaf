#pragma once

#include "cli/program.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/fake_system.hpp"

#include <dynoxx/local.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace dynoxx::test {

/// The program with an environment and files of its own, and what it wrote.
class Terminal {
 public:
    /// An environment without anything, on a machine that is no EC2 instance.
    Terminal() { environment.set("AWS_EC2_METADATA_DISABLED", "true"); }

    /// An environment that knows how to reach a local AWS.
    explicit Terminal(const local::LocalAws& aws) : Terminal() {
        environment.set("AWS_ENDPOINT_URL", aws.endpoint());
        environment.set("AWS_REGION", "us-east-1");
        environment.set("AWS_ACCESS_KEY_ID", local::LocalOptions().access_key_id);
        environment.set("AWS_SECRET_ACCESS_KEY", local::LocalOptions().secret_access_key);
    }

    /// Runs the program and gives its status.
    int run(const std::vector<std::string>& arguments) {
        std::istringstream in(input);
        std::ostringstream out_text;
        std::ostringstream err_text;
        const runtime::System system{runtime::system().clock, &environment, &files, runtime::system().random};
        const Runtime runtime = runtime::RuntimeMaker::make(system);
        const int status =
            cli::run(arguments, {runtime, http::network_transport(), in, out_text, err_text, is_terminal, is_terminal});
        out = out_text.str();
        err = err_text.str();
        return status;
    }

    FakeEnvironment environment{};
    FakeFileSystem files{};
    std::string input{};
    bool is_terminal = false;
    std::string out{};
    std::string err{};
};

}  // namespace dynoxx::test
