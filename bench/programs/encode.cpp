// From an object of twelve attributes to the bytes of the request's body.
#include "model.hpp"
#include "support.hpp"

#include "dynamodb/codec.hpp"

#include <cstdio>
#include <exception>

namespace {

bench::Parcel example() {
    bench::Parcel parcel;
    parcel.customer = "customer#4711";
    parcel.number = "2026-000123";
    parcel.carrier = "canal boat";
    parcel.status = "underway";
    parcel.cents = 1'234'500;
    parcel.grams = 12'750;
    parcel.volume = 0.375;
    parcel.insured = true;
    parcel.note = "this side up";
    parcel.stops = {"Hamburg", "Lauenburg", "Berlin"};
    parcel.labels = {{"colour", "blue"}, {"size", "M"}};
    parcel.address.street = "Lange Reihe";
    parcel.address.number = 12;
    return parcel;
}

}  // namespace

int main(int count, char** values) try {
    const bench::Arguments arguments(count, values);
    const auto parcels = dynoxx::DynamoDBClient().table<bench::Parcel>();
    const bench::Parcel parcel = example();
    std::size_t bytes = 0;
    bench::measure_chunks(arguments, [&](int objects) {
        for (int i = 0; i < objects; ++i) {
            bytes += dynoxx::dynamodb::encode(parcels.put(parcel).request()).size();
        }
    });
    return bytes == 0 ? 1 : 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench_encode: %s\n", error.what());
    return 1;
}
