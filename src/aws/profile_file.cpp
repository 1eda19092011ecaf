#include "aws/profile_file.hpp"

#include "aws/text.hpp"
#include "runtime/wipe.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace dynoxx::aws {

namespace {

enum class FileKind { Config, Credentials };

/// The three sorts of sections, and the word that begins their header in the config file.
enum class SectionKind { Profile, SsoSession, Services };

constexpr std::pair<std::string_view, SectionKind> header_words[] = {
    {"profile", SectionKind::Profile},
    {"sso-session", SectionKind::SsoSession},
    {"services", SectionKind::Services},
};

/// The properties whose values are secrets.
constexpr std::string_view secret_properties[] = {"aws_secret_access_key", "aws_session_token"};

void keep_secret(Property& property) {
    if (std::ranges::find(secret_properties, property.name) != std::end(secret_properties)) {
        property.secret = runtime::Secret::take(property.value);
    }
}

/// What a section header says.
struct Header {
    SectionKind kind = SectionKind::Profile;
    std::string_view name{};
    bool prefixed = false;
};

bool is_valid_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return is_alphanumeric(c) || std::string_view("-_/.%@:+").find(c) != std::string_view::npos;
    });
}

/// Cuts a comment off: everything from `#` or `;`, at a header also without a blank before it.
std::string_view without_comment(std::string_view line, bool needs_blank) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        if ((line[i] == '#' || line[i] == ';') && (!needs_blank || (i > 0 && is_blank(line[i - 1])))) {
            return line.substr(0, i);
        }
    }
    return line;
}

template <class Item>
Item* find_named(std::vector<Item>& items, std::string_view name) {
    const auto found = std::ranges::find(items, name, &Item::name);
    return found == items.end() ? nullptr : &*found;
}

template <class Item>
const Item* find_named(const std::vector<Item>& items, std::string_view name) {
    const auto found = std::ranges::find(items, name, &Item::name);
    return found == items.end() ? nullptr : &*found;
}

/// Reads one file line by line into a `ProfileSet`.
class Parser {
 public:
    Parser(FileKind kind, const ProfileFileText& file, std::vector<std::string>& warnings)
        : kind_(kind), file_(file), warnings_(warnings) {}

    /// Gives an error, or nothing if the whole text was read.
    std::optional<Error> parse(ProfileSet& into);

 private:
    enum class State { NoSection, Ignored, InSection };

    std::optional<Error> parse_line(std::string_view line);
    std::optional<Error> parse_header(std::string_view line);
    std::optional<Error> parse_property(std::string_view line);
    std::optional<Error> parse_continuation(std::string_view line);
    std::optional<Error> parse_sub_property(std::string_view line);
    std::optional<Header> classify(std::string_view inner);
    void open_section(const Header& header);
    Sections& sections(SectionKind kind);

    [[nodiscard]] std::string here() const { return file_.path + ":" + std::to_string(line_); }
    [[nodiscard]] SettingOrigin origin() const { return {SettingOrigin::Kind::File, here()}; }
    [[nodiscard]] Error error(std::string_view sentence) const {
        return {ErrorCode::InvalidProfileFile, here() + ": " + std::string(sentence)};
    }
    void warn(std::string_view sentence) { warnings_.push_back(here() + ": " + std::string(sentence)); }

    FileKind kind_;
    const ProfileFileText& file_;
    std::vector<std::string>& warnings_;
    ProfileSet result_;
    Sections plain_default_;  // `[default]` of a config file, used if there is no `[profile default]`
    int line_ = 0;
    State state_ = State::NoSection;
    std::vector<Property>* properties_ = nullptr;
    std::map<std::pair<const std::vector<Section>*, std::string>, std::size_t> places_;  ///< of sections, by name
    std::optional<std::size_t> property_;  // index into `properties_`; nothing directly after a header
    bool ignored_property_ = false;
    bool has_sub_properties_ = false;
};

std::optional<Error> Parser::parse(ProfileSet& into) {
    std::string_view rest = file_.text;
    if (rest.starts_with("\xEF\xBB\xBF")) {  // byte order mark
        rest.remove_prefix(3);
    }
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        ++line_;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (auto failure = parse_line(line)) {
            return failure;
        }
    }
    if (!plain_default_.items.empty()) {
        if (result_.profiles.find("default") == nullptr) {
            result_.profiles.items.push_back(std::move(plain_default_.items.front()));
        } else {
            warnings_.push_back(plain_default_.items.front().origin.text +
                                ": [default] is ignored because there is also " + "[profile default]");
        }
    }
    for (Section& section : result_.profiles.items) {
        std::ranges::for_each(section.properties, keep_secret);
    }
    into = std::move(result_);
    return std::nullopt;
}

std::optional<Error> Parser::parse_line(std::string_view line) {
    if (trim(line).empty() || line.front() == '#' || line.front() == ';') {
        return std::nullopt;
    }
    if (line.front() == '[') {
        return parse_header(line);
    }
    return is_blank(line.front()) ? parse_continuation(line) : parse_property(line);
}

std::optional<Error> Parser::parse_header(std::string_view line) {
    const std::string_view header = trim(without_comment(line, false));
    if (!header.ends_with(']')) {
        return error("Profile definition must end with ']'");
    }
    const std::string_view inner = trim(header.substr(1, header.size() - 2));
    const std::optional<Header> found = classify(inner);
    property_.reset();
    if (found && is_valid_name(found->name)) {
        open_section(*found);
    } else {
        warn("section [" + std::string(inner) + "] is ignored: " +
             (found ? "its name has characters that are not allowed"
                    : "a config file has [default], [profile NAME], [sso-session NAME] and [services NAME]"));
        state_ = State::Ignored;
    }
    return std::nullopt;
}

std::optional<Header> Parser::classify(std::string_view inner) {
    if (kind_ == FileKind::Credentials) {
        return Header{SectionKind::Profile, inner, true};
    }
    if (inner == "default") {
        return Header{SectionKind::Profile, inner, false};
    }
    for (const auto& [word, section_kind] : header_words) {
        if (inner.starts_with(word) && inner.size() > word.size() && is_blank(inner[word.size()])) {
            return Header{section_kind, trim(inner.substr(word.size())), true};
        }
    }
    return std::nullopt;
}

void Parser::open_section(const Header& header) {
    std::vector<Section>& items = (header.prefixed ? sections(header.kind) : plain_default_).items;
    const auto [place, is_new] = places_.try_emplace({&items, std::string(header.name)}, items.size());
    if (is_new) {
        items.emplace_back(std::string(header.name), origin());
    }
    properties_ = &items[place->second].properties;
    state_ = State::InSection;
}

Sections& Parser::sections(SectionKind kind) {
    switch (kind) {
        case SectionKind::SsoSession:
            return result_.sso_sessions;
        case SectionKind::Services:
            return result_.services;
        case SectionKind::Profile:
            break;
    }
    return result_.profiles;
}

std::optional<Error> Parser::parse_property(std::string_view line) {
    if (state_ == State::NoSection) {
        return error("Expected a profile definition, found a property");
    }
    if (state_ == State::Ignored) {
        return std::nullopt;
    }
    const std::string_view text = without_comment(line, true);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
        return error("Expected an '=' sign defining a property");
    }
    const std::string_view name = trim(text.substr(0, equals));
    if (name.empty()) {
        return error("Property did not have a name");
    }
    ignored_property_ = !is_valid_name(name);
    if (ignored_property_) {
        warn("property '" + std::string(name) + "' is ignored: its name has characters that are not allowed");
        property_ = 0;
        return std::nullopt;
    }
    Property property;
    property.name = to_lower(name);
    property.value = trim(text.substr(equals + 1));
    property.origin = origin();
    has_sub_properties_ = property.value.empty();
    if (Property* earlier = find_named(*properties_, property.name)) {
        *earlier = std::move(property);
        property_ = static_cast<std::size_t>(earlier - properties_->data());
    } else {
        property_ = properties_->size();
        properties_->push_back(std::move(property));
    }
    return std::nullopt;
}

std::optional<Error> Parser::parse_continuation(std::string_view line) {
    if (state_ == State::NoSection) {
        return error("Expected a profile definition, found continuation");
    }
    if (state_ == State::Ignored) {
        return std::nullopt;
    }
    if (!property_) {
        return error("Expected a property definition, found continuation");
    }
    if (ignored_property_) {
        return std::nullopt;
    }
    if (has_sub_properties_) {
        return parse_sub_property(trim(line));
    }
    std::string& value = (*properties_)[*property_].value;
    runtime::make_room(value, line.size() + 1);
    value.append("\n").append(trim(line));
    return std::nullopt;
}

std::optional<Error> Parser::parse_sub_property(std::string_view line) {
    if (line.front() == '#' || line.front() == ';') {
        return std::nullopt;
    }
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
        return error("Expected an '=' sign defining a sub-property");
    }
    const std::string_view name = trim(line.substr(0, equals));
    if (name.empty()) {
        return error("Sub-property did not have a name");
    }
    Property& parent = (*properties_)[*property_];
    parent.value.append("\n").append(line);
    if (!is_valid_name(name)) {
        warn("sub-property '" + std::string(name) + "' is ignored: its name has characters that are not allowed");
        return std::nullopt;
    }
    SubProperty sub_property(to_lower(name), std::string(trim(line.substr(equals + 1))), origin());
    if (SubProperty* earlier = find_named(parent.sub_properties, sub_property.name)) {
        *earlier = std::move(sub_property);
    } else {
        parent.sub_properties.push_back(std::move(sub_property));
    }
    return std::nullopt;
}

/// Lays the credentials file over the config file.
void merge_profiles(Sections& into, Sections from) {
    std::map<std::string, std::size_t, std::less<>> places;
    for (std::size_t i = 0; i < into.items.size(); ++i) {
        places.emplace(into.items[i].name, i);
    }
    for (Section& section : from.items) {
        const auto place = places.find(section.name);
        if (place == places.end()) {
            into.items.push_back(std::move(section));
            continue;
        }
        std::vector<Property>& properties = into.items[place->second].properties;
        for (Property& property : section.properties) {
            if (Property* earlier = find_named(properties, property.name)) {
                *earlier = std::move(property);
            } else {
                properties.push_back(std::move(property));
            }
        }
    }
}

}  // namespace

Property& Property::operator=(Property other) noexcept {
    name.swap(other.name);
    value.swap(other.value);
    std::swap(secret, other.secret);
    std::swap(origin, other.origin);
    sub_properties.swap(other.sub_properties);
    return *this;
}

const SubProperty* Property::find(std::string_view sub_property) const noexcept {
    const auto found = std::ranges::find_if(
        sub_properties, [&](const SubProperty& item) { return equals_ignoring_case(item.name, sub_property); });
    return found == sub_properties.end() ? nullptr : &*found;
}

const Property* Section::find(std::string_view property) const noexcept {
    const auto found = std::ranges::find_if(
        properties, [&](const Property& item) { return equals_ignoring_case(item.name, property); });
    return found == properties.end() ? nullptr : &*found;
}

const Section* Sections::find(std::string_view name) const noexcept {
    return find_named(items, name);
}

Result<ProfileSet> parse_profile_files(const ProfileFileText& config, const ProfileFileText& credentials) {
    std::vector<std::string> warnings;
    ProfileSet all;
    ProfileSet secrets;
    if (auto failure = Parser(FileKind::Config, config, warnings).parse(all)) {
        return *failure;
    }
    if (auto failure = Parser(FileKind::Credentials, credentials, warnings).parse(secrets)) {
        return *failure;
    }
    merge_profiles(all.profiles, std::move(secrets.profiles));
    all.warnings = std::move(warnings);
    return all;
}

}  // namespace dynoxx::aws
