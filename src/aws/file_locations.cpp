#include "aws/file_locations.hpp"

#include "aws/setting_reader.hpp"

namespace dynoxx::aws {

namespace {

Setting<std::string> locate(const SettingRow& row, const std::optional<std::string>& code, std::string_view file,
                            const runtime::Environment& environment, std::string_view home) {
    if (auto found = SettingReader(environment, nullptr).find(row, code)) {
        found->value = expand_home(std::move(found->value), home);
        return *found;
    }
    return {home.empty() ? std::string() : std::string(home) + "/.aws/" + std::string(file), {}};
}

}  // namespace

FileLocations find_shared_files(const AwsOptions& options, const runtime::Environment& environment,
                                std::string_view home_of_account) {
    std::string home = environment.get("HOME").value_or(std::string(home_of_account));
    while (home.size() > 1 && home.ends_with('/')) {
        home.pop_back();
    }
    FileLocations locations;
    locations.config = locate(setting("config_file"), options.config_file(), "config", environment, home);
    locations.credentials =
        locate(setting("credentials_file"), options.credentials_file(), "credentials", environment, home);
    return locations;
}

std::string expand_home(std::string path, std::string_view home) {
    if (!home.empty() && (path == "~" || path.starts_with("~/"))) {
        path.replace(0, 1, home);
    }
    return path;
}

}  // namespace dynoxx::aws
