#include "http/proxy.hpp"
#include "aws/endpoint_url.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

std::string text_of(const JsonResult& json) {
    std::string_view text;
    return json.get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

http::Origin origin_of(const JsonResult& url) {
    return aws::parse_endpoint_url("url", {text_of(url), {}}).value().origin;
}

/// Gives the proxy that a variable names; nothing if it is blank.
std::optional<http::Proxy> proxy_of(const JsonResult& variable) {
    const std::string url = text_of(variable);
    if (url.find_first_not_of(' ') == std::string::npos) {
        return std::nullopt;
    }
    std::optional<http::Proxy> proxy = http::parse_proxy(url);
    if (!proxy) {
        throw std::invalid_argument(url + " is no proxy");
    }
    return proxy;
}

http::ProxySettings settings_of(const JsonResult& variables) {
    http::ProxySettings settings;
    settings.http = proxy_of(variables["http_proxy"]);
    settings.https = proxy_of(variables["https_proxy"]);
    settings.excluded = http::NoProxyList(text_of(variables["no_proxy"]));
    return settings;
}

void check_error(const element& test, Case& one) {
    bool refused = false;
    try {
        static_cast<void>(settings_of(test["env"]));
    } catch (const std::invalid_argument&) {
        refused = true;
    }
    one.expect(refused, "an error");
}

void check_selection(const element& test, Case& one) {
    const http::ProxySettings settings = settings_of(test["env"]);
    const http::Proxy* proxy = settings.select(origin_of(test["url"]));
    one.expect_equal("proxy", proxy == nullptr ? "" : proxy->text(), text_of(test["expectedProxy"]));
}

void check_exclusion(const element& test, Case& one) {
    std::string entry = text_of(test["noProxyHost"]);
    if (std::uint64_t port = 0; test["noProxyPort"].get(port) == simdjson::SUCCESS) {
        entry += ":" + std::to_string(port);
    }
    one.expect(http::NoProxyList(entry).covers(origin_of(test["url"])) == test["match"].get_bool().value(),
               "whether " + entry + " covers " + text_of(test["url"]));
}

void check(const element& test, Case& one) {
    if (object properties; test["jvmSystemProperties"].get(properties) == simdjson::SUCCESS && properties.size() > 0) {
        one.skip("O1: sets JVM system properties");
    } else if (test["noProxyHost"].error() == simdjson::SUCCESS) {
        check_exclusion(test, one);
    } else if (text_of(test["expected"]) == "error") {
        check_error(test, one);
    } else {
        check_selection(test, one);
    }
}

TEST(Conformance, proxies_of_smithy_kotlin) {
    run_suite("proxy/smithy-kotlin", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            std::size_t number = 0;
            for (const element test : array_in(parser.parse(simdjson::padded_string(read_file(file))))) {
                const std::string name = file.stem().string() + " " + std::to_string(++number) + " ";
                suite.run_case(name + text_of(test["name"]), [&](Case& one) { check(test, one); });
            }
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
