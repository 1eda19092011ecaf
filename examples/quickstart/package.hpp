#pragma once

#include "quickstart/installed_package.hpp"

#include <dynoxx/dynoxx.hpp>

namespace quickstart {

/// One installed package as an item: its copyright file is an object in S3, its maintainer is sealed with KMS.
struct Package {
    std::string name{};
    std::string version{};
    std::string section{};
    std::int64_t installed_bytes = 0;
    std::int64_t views = 0;
    std::string summary{};
    dynoxx::S3Value copyright{};
    dynoxx::Encrypted<std::string> maintainer{};

    static constexpr auto dynoxx_model =
        dynoxx::model("packages", dynoxx::partition_key<&Package::name>,
                      dynoxx::index<"by-section", &Package::section, &Package::installed_bytes>,
                      dynoxx::s3_attribute<&Package::copyright>("quickstart", "copyright/"),
                      dynoxx::encrypted_attribute<&Package::maintainer>("alias/quickstart"));
};

namespace package_field {
inline constexpr auto name = dynoxx::field<&Package::name>;
inline constexpr auto installed_bytes = dynoxx::field<&Package::installed_bytes>;
inline constexpr auto views = dynoxx::field<&Package::views>;
inline constexpr auto version = dynoxx::field<&Package::version>;
}  // namespace package_field

/// Makes the item of an installed package.
[[nodiscard]] inline Package to_item(const InstalledPackage& installed) {
    Package package;
    package.name = installed.name;
    package.version = installed.version;
    package.section = installed.section.empty() ? "unknown" : installed.section;
    package.installed_bytes = installed.installed_bytes;
    package.summary = installed.summary;
    package.maintainer = installed.maintainer;
    if (!installed.copyright_path.empty()) {
        package.copyright = dynoxx::S3File::from_path(installed.copyright_path).content_type("text/plain");
    }
    return package;
}

}  // namespace quickstart
