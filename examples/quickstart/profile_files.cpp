#include "profile_files.hpp"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace quickstart {

namespace {

void write_file(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text << std::flush;
    if (!file) {
        throw std::runtime_error("Cannot write " + path.string());
    }
}

/// Makes a directory that only this user can enter, so that the files in it need no mode of their own.
std::filesystem::path make_directory() {
    std::string path = std::filesystem::temp_directory_path() / "dynoxx-quickstart-XXXXXX";
    if (mkdtemp(path.data()) == nullptr) {
        throw std::runtime_error("Cannot make the directory " + path + ": " + std::strerror(errno));
    }
    return path;
}

}  // namespace

std::string config_text(const ProfileSettings& settings) {
    return "[profile " + settings.profile + "]\nrole_arn = " + settings.role_arn +
           "\nsource_profile = " + settings.source_profile +
           "\nrole_session_name = dynoxx-quickstart\nregion = " + settings.region + "\n\n[profile " +
           settings.source_profile + "]\nregion = " + settings.region + '\n';
}

std::string credentials_text(const ProfileSettings& settings) {
    return '[' + settings.source_profile + "]\naws_access_key_id = " + settings.access_key_id +
           "\naws_secret_access_key = " + settings.secret_access_key + '\n';
}

ProfileFiles::ProfileFiles(const ProfileSettings& settings) : directory_(make_directory()) {
    try {
        write_file(config_path(), config_text(settings));
        write_file(credentials_path(), credentials_text(settings));
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
        throw;
    }
}

ProfileFiles::~ProfileFiles() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

}  // namespace quickstart
