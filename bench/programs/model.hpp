#pragma once

#include <dynoxx/dynoxx.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The models that are measured. bench/measure.py has answers that fit them.
namespace bench {

struct Address {
    std::string street{};
    std::int64_t number = 0;
};

/// Ten attributes, a set, a map and a list among them.
struct Order {
    std::string customer{};
    std::string number{};
    std::string status{};
    std::int64_t cents = 0;
    double weight = 0;
    bool paid = false;
    std::optional<std::string> note{};
    std::vector<std::string> lines{};
    std::set<std::string> flags{};
    Address address{};

    static constexpr auto dynoxx_model =
        dynoxx::model("orders", dynoxx::partition_key<&Order::customer>, dynoxx::sort_key<&Order::number>);
};

/// Twelve attributes.
struct Parcel {
    std::string customer{};
    std::string number{};
    std::string carrier{};
    std::string status{};
    std::int64_t cents = 0;
    std::int64_t grams = 0;
    double volume = 0;
    bool insured = false;
    std::optional<std::string> note{};
    std::vector<std::string> stops{};
    std::map<std::string, std::string> labels{};
    Address address{};

    static constexpr auto dynoxx_model =
        dynoxx::model("parcels", dynoxx::partition_key<&Parcel::customer>, dynoxx::sort_key<&Parcel::number>);
};

/// An item with one attribute in S3 and one that is sealed: putting it takes three services.
struct Invoice {
    std::string customer{};
    std::string number{};
    dynoxx::S3Value scan{};
    dynoxx::Encrypted<std::string> iban{};

    static constexpr auto dynoxx_model =
        dynoxx::model("invoices", dynoxx::partition_key<&Invoice::customer>, dynoxx::sort_key<&Invoice::number>,
                      dynoxx::s3_attribute<&Invoice::scan>("scans", "invoices/"),
                      dynoxx::encrypted_attribute<&Invoice::iban>("alias/bench"));
};

}  // namespace bench
