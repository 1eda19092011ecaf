#include "quickstart/settings.hpp"

#include <charconv>

namespace quickstart {

Settings parse_settings(const std::vector<std::string>& arguments, bool endpoint_is_set) {
    Settings settings;
    settings.use_aws = endpoint_is_set;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--help") {
            settings.help = true;
            return settings;
        }
        if (name == "--aws") {
            settings.use_aws = true;
            continue;
        }
        if (name != "--bucket" && name != "--key" && name != "--table" && name != "--packages") {
            settings.complaint = "There is no option " + name + ".";
            return settings;
        }
        if (++i == arguments.size() || arguments[i].empty()) {
            settings.complaint = "The option " + name + " needs a value.";
            return settings;
        }
        const std::string& value = arguments[i];
        if (name == "--bucket") {
            settings.bucket = value;
        } else if (name == "--key") {
            settings.key = value;
        } else if (name == "--table") {
            settings.table = value;
        } else if (const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), settings.most);
                   error != std::errc() || end != value.data() + value.size()) {
            settings.complaint = "The number of packages \"" + value + "\" is not a whole number.";
            return settings;
        }
    }
    if (settings.use_aws && (settings.bucket.empty() || settings.key.empty())) {
        settings.complaint =
            "Outside of its own local AWS the quickstart needs --bucket NAME and --key ID-OR-ALIAS, which must exist.";
    }
    return settings;
}

std::string help_text() {
    return "usage: quickstart [--packages N]\n"
           "       quickstart --aws --bucket NAME --key ID-OR-ALIAS [--table NAME] [--packages N]\n"
           "\n"
           "Stores the installed Debian packages as items: the copyright file in S3, the maintainer sealed with KMS.\n"
           "Starts dynoxx-local and works behind a role there. With --aws, or if AWS_ENDPOINT_URL is set, it uses "
           "what\n"
           "environment and AWS files say; bucket and key must exist, the table is made and stays.\n";
}

}  // namespace quickstart
