#include "request_counts.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <cctype>
#include <charconv>
#include <chrono>
#include <iomanip>
#include <iterator>
#include <set>
#include <stdexcept>

namespace quickstart {

namespace {

/// Reads the one form that the server prints: objects of objects of whole numbers, and names without escapes.
class CountsReader {
 public:
    explicit CountsReader(std::string_view json) : whole_(json), rest_(json) {}

    RequestCounts read() {
        RequestCounts counts;
        read_object([&](std::string service) {
            auto& by_operation = counts[std::move(service)];
            read_object([&](std::string operation) { by_operation[std::move(operation)] = read_number(); });
        });
        if (skip_blanks(); !rest_.empty()) {
            fail();
        }
        return counts;
    }

 private:
    template <class ReadValue>
    void read_object(ReadValue read_value) {
        expect('{');
        if (take('}')) {
            return;
        }
        do {
            std::string name = read_name();
            expect(':');
            read_value(std::move(name));
        } while (take(','));
        expect('}');
    }

    std::string read_name() {
        expect('"');
        const auto end = rest_.find('"');
        if (end == std::string_view::npos) {
            fail();
        }
        std::string name(rest_.substr(0, end));
        rest_.remove_prefix(end + 1);
        return name;
    }

    std::uint64_t read_number() {
        skip_blanks();
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        if (error != std::errc()) {
            fail();
        }
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return number;
    }

    void expect(char wanted) {
        if (!take(wanted)) {
            fail();
        }
    }

    bool take(char wanted) {
        skip_blanks();
        if (rest_.empty() || rest_.front() != wanted) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    void skip_blanks() {
        const auto first = rest_.find_first_not_of(" \t\r\n");
        rest_.remove_prefix(first == std::string_view::npos ? rest_.size() : first);
    }

    [[noreturn]] void fail() const {
        throw std::runtime_error("The server's count of requests has an unknown form: " + std::string(whole_));
    }

    std::string_view whole_;
    std::string_view rest_;
};

std::uint64_t count_in(const RequestCounts& counts, const std::string& service, const std::string& operation) {
    const auto by_operation = counts.find(service);
    if (by_operation == counts.end()) {
        return 0;
    }
    const auto found = by_operation->second.find(operation);
    return found == by_operation->second.end() ? 0 : found->second;
}

}  // namespace

RequestCounts parse_request_counts(std::string_view json) {
    return CountsReader(json).read();
}

void count_log_line(RequestCounts& counts, std::string_view line) {
    const auto blank = line.find(' ');
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || blank > colon) {
        return;
    }
    std::string service(line.substr(0, blank));
    for (char& letter : service) {
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    const std::string operation(line.substr(blank + 1, colon - blank - 1));
    if (operation.find(' ') == std::string::npos) {
        ++counts[service][operation];
    }
}

RequestCounts fetch_request_counts(const std::string& endpoint) {
    const std::string authority = endpoint.substr(endpoint.find("//") + 2);
    const auto colon = authority.find(':');
    boost::asio::ip::tcp::iostream stream;
    stream.expires_after(std::chrono::seconds(10));
    stream.connect(authority.substr(0, colon), authority.substr(colon + 1));
    stream << "GET /_local/requests HTTP/1.1\r\nHost: " << authority << "\r\nConnection: close\r\n\r\n" << std::flush;
    const std::string answer((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const auto head_end = answer.find("\r\n\r\n");
    if (!answer.starts_with("HTTP/1.1 200") || head_end == std::string::npos) {
        throw std::runtime_error("Cannot ask " + endpoint + " for its count of requests; it answered \"" +
                                 answer.substr(0, answer.find('\r')) + '"');
    }
    return parse_request_counts(std::string_view(answer).substr(head_end + 4));
}

void print_request_counts(std::ostream& out, const RequestCounts& server, const RequestCounts& client) {
    std::set<std::pair<std::string, std::string>> rows;
    for (const RequestCounts* counts : {&server, &client}) {
        for (const auto& [service, by_operation] : *counts) {
            for (const auto& [operation, number] : by_operation) {
                rows.emplace(service, operation);
            }
        }
    }
    out << std::left << std::setw(10) << "service" << std::setw(20) << "operation" << std::right << std::setw(9)
        << "server" << std::setw(9) << "client" << '\n';
    for (const auto& [service, operation] : rows) {
        const std::uint64_t by_server = count_in(server, service, operation);
        const std::uint64_t by_client = count_in(client, service, operation);
        out << std::left << std::setw(10) << service << std::setw(20) << operation << std::right << std::setw(9)
            << by_server << std::setw(9) << by_client << (by_server == by_client ? "" : "  differs") << '\n';
    }
}

}  // namespace quickstart
