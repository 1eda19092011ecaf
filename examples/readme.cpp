// The program of README.md: invoices with a scan in S3 and a bank account that only KMS can open.
#include <dynoxx/dynoxx.hpp>

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

// [model]
struct Invoice {
    std::string customer{};
    std::string number{};
    std::int64_t cents = 0;
    bool paid = false;
    dynoxx::S3Value scan{};                 // the bytes are in S3, the item says where
    dynoxx::Encrypted<std::string> iban{};  // sealed with a KMS data key before it is sent

    static constexpr auto dynoxx_model =
        dynoxx::model("invoices", dynoxx::partition_key<&Invoice::customer>, dynoxx::sort_key<&Invoice::number>,
                      dynoxx::s3_attribute<&Invoice::scan>("acme-scans", "invoices/"),
                      dynoxx::encrypted_attribute<&Invoice::iban>("alias/acme"));
};
namespace invoice_field {
inline constexpr auto number = dynoxx::field<&Invoice::number>;
inline constexpr auto cents = dynoxx::field<&Invoice::cents>;
inline constexpr auto paid = dynoxx::field<&Invoice::paid>;
}  // namespace invoice_field
// [model]

// [awaited]
boost::asio::awaitable<void> show_scan(dynoxx::Table<Invoice> invoices) {
    std::optional<Invoice> found = co_await invoices.get("c#7", "2026-001").consistent().async();
    if (found) {
        std::vector<std::byte> scan = co_await found->scan.read().async();
        std::cout << scan.size() << " bytes\n";
    }
}
// [awaited]

int main() try {
    // [blocking]
    dynoxx::DynamoDBClient client;  // no I/O yet: no file, no socket, no thread
    auto invoices = client.table<Invoice>();

    Invoice invoice{.customer = "c#7", .number = "2026-001", .cents = 12'500, .iban = "DE02120300000000202051"};
    invoice.scan = dynoxx::S3File::from_path("scan.pdf");
    invoice = invoices.put(invoice).when(!invoice_field::number.exists()).run();  // the object as it was stored

    invoices.update("c#7", "2026-001").set(invoice_field::paid.set(true)).when(invoice_field::paid == false).run();

    for (const Invoice& open : invoices.query("c#7").filter(invoice_field::cents > 10'000).all()) {
        std::cout << open.number << ' ' << *open.iban << '\n';
    }
    // [blocking]
} catch (const dynoxx::Exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
