#include <dynoxx/path.hpp>

namespace dynoxx {

DYNOXX_DEFINE_COPIES(Path);

Path::Path(std::string_view attribute) {
    steps_.emplace_back(std::string(attribute));
}

Path& Path::key(std::string_view name) & {
    steps_.emplace_back(std::string(name));
    return *this;
}

Path Path::key(std::string_view name) && {
    key(name);
    return std::move(*this);
}

Path& Path::index(std::size_t position) & {
    steps_.emplace_back(position);
    return *this;
}

Path Path::index(std::size_t position) && {
    index(position);
    return std::move(*this);
}

std::string Path::text() const {
    std::string text;
    for (const Step& step : steps_) {
        if (step.is_index) {
            text += "[" + std::to_string(step.index) + "]";
        } else {
            text += (text.empty() ? "" : ".") + step.name;
        }
    }
    return text;
}

}  // namespace dynoxx
