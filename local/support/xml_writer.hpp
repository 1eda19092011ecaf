#pragma once

#include <string>
#include <string_view>

namespace dynoxx::local::support {

/// Prints XML element by element; texts are escaped.
class XmlWriter {
 public:
    /// Starts a document with the XML declaration.
    XmlWriter();

    /// Opens an element; `attributes` is printed as given, after a blank.
    XmlWriter& open(std::string_view name, std::string_view attributes = {});

    /// Closes the element that `open` opened.
    XmlWriter& close(std::string_view name);

    /// Prints an element that holds a text.
    XmlWriter& element(std::string_view name, std::string_view text);

    /// Gives the document; the writer is empty afterwards.
    [[nodiscard]] std::string take() { return std::move(text_); }

 private:
    std::string text_{};
};

/// Escapes what XML does not allow in a text.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace dynoxx::local::support
