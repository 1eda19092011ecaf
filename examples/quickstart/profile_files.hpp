#pragma once

#include <filesystem>
#include <string>

namespace quickstart {

/// What the profiles of the quickstart say.
struct ProfileSettings {
    std::string profile = "quickstart";
    std::string source_profile = "quickstart-source";
    std::string role_arn{};
    std::string region{};
    std::string access_key_id{};
    std::string secret_access_key{};
};

/// Gives the text of a `config` file with a profile that takes a role by the keys of a source profile.
[[nodiscard]] std::string config_text(const ProfileSettings& settings);

/// Gives the text of a `credentials` file with the keys of the source profile.
[[nodiscard]] std::string credentials_text(const ProfileSettings& settings);

/// AWS profile files in a temporary directory that only this user can read; removed with this object.
class ProfileFiles {
 public:
    /// @par Errors
    /// `std::runtime_error` or `std::filesystem::filesystem_error` with the path.
    explicit ProfileFiles(const ProfileSettings& settings);
    ~ProfileFiles();

    ProfileFiles(const ProfileFiles&) = delete;
    ProfileFiles& operator=(const ProfileFiles&) = delete;

    [[nodiscard]] std::string config_path() const { return directory_ / "config"; }
    [[nodiscard]] std::string credentials_path() const { return directory_ / "credentials"; }

 private:
    std::filesystem::path directory_;
};

}  // namespace quickstart
