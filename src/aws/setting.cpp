#include <dynoxx/setting.hpp>

namespace dynoxx {

std::string to_string(const SettingOrigin& origin) {
    switch (origin.kind) {
        case SettingOrigin::Kind::Default:
            return "default";
        case SettingOrigin::Kind::Code:
            return "code";
        case SettingOrigin::Kind::Environment:
            return "environment variable " + origin.text;
        case SettingOrigin::Kind::File:
            return origin.text;
    }
    return {};
}

}  // namespace dynoxx
