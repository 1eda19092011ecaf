#include "aws/file_locations.hpp"

#include "aws/setting_reader.hpp"

namespace dynoxx::aws {

namespace {

Setting<std::string> locate(const SettingRow& row, const std::optional<std::string>& code, std::string_view file,
                            const runtime::Environment& environment, std::string_view home, char separator) {
    if (auto found = SettingReader(environment, nullptr).find(row, code)) {
        found->value = expand_home(std::move(found->value), home);
        return *found;
    }
    if (home.empty()) {
        return {};
    }
    const std::string folder = std::string(home) + separator + ".aws" + separator;
    return {folder + std::string(file), {}};
}

std::string home_of(const runtime::Environment& environment, std::string_view home_of_account, Platform platform) {
    if (auto home = environment.get("HOME")) {
        return *std::move(home);
    }
    if (platform == Platform::Windows) {
        if (auto profile = environment.get("USERPROFILE")) {
            return *std::move(profile);
        }
        if (const auto drive = environment.get("HOMEDRIVE"), path = environment.get("HOMEPATH"); drive && path) {
            return *drive + *path;
        }
    }
    return std::string(home_of_account);
}

}  // namespace

FileLocations find_shared_files(const AwsOptions& options, const runtime::Environment& environment,
                                std::string_view home_of_account, Platform platform) {
    const char separator = platform == Platform::Windows ? '\\' : '/';
    std::string home = home_of(environment, home_of_account, platform);
    while (home.size() > 1 && home.ends_with(separator)) {
        home.pop_back();
    }
    FileLocations locations;
    locations.config = locate(setting("config_file"), options.config_file(), "config", environment, home, separator);
    locations.credentials =
        locate(setting("credentials_file"), options.credentials_file(), "credentials", environment, home, separator);
    return locations;
}

std::string expand_home(std::string path, std::string_view home) {
    if (!home.empty() && (path == "~" || path.starts_with("~/"))) {
        path.replace(0, 1, home);
    }
    return path;
}

}  // namespace dynoxx::aws
