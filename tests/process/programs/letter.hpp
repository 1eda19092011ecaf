#pragma once

#include <dynoxx/dynoxx.hpp>

#include <string>

namespace program {

/// An item with an object, which a program is killed over.
struct Letter {
    std::string id{};
    std::string text{};
    dynoxx::S3Value scan{};

    static constexpr auto dynoxx_model = dynoxx::model("letters", dynoxx::partition_key<&Letter::id>,
                                                       dynoxx::s3_attribute<&Letter::scan>("letters", "scans/"));
};

inline Letter make_letter(const std::string& text) {
    Letter letter;
    letter.id = "l#1";
    letter.text = text;
    letter.scan = dynoxx::S3File::from_bytes("scan", text);
    return letter;
}

}  // namespace program
