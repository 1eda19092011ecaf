// The shared files: config, then credentials, with a line `%%` between them.
#include "aws/profile_file.hpp"
#include "fuzz/fuzz.hpp"

#include <string>

namespace dynoxx::fuzz {

namespace {

void look_at(const aws::Sections& sections) {
    for (const aws::Section& section : sections.items) {
        require(sections.find(section.name) == &section, "the names of sections are distinct");
        for (const aws::Property& property : section.properties) {
            require(section.find(property.name) == &property, "the names of properties are distinct");
        }
    }
}

}  // namespace

void run(std::string_view input) {
    const auto [config, credentials] = parts_of<2>(input);
    const Result<aws::ProfileSet> result =
        aws::parse_profile_files(aws::ProfileFileText("config", std::string(config)),
                                 aws::ProfileFileText("credentials", std::string(credentials)));
    if (!result) {
        require(result.error().code() == ErrorCode::InvalidProfileFile,
                "a file that is wrong is an invalid profile file");
        return;
    }
    look_at(result->profiles);
    look_at(result->sso_sessions);
    look_at(result->services);
}

}  // namespace dynoxx::fuzz
