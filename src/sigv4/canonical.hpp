#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

/// The canonical request of Signature Version 4: the text that both sides hash.
///
/// @par Source
/// AWS Identity and Access Management User Guide, "Create a signed AWS API request", step 1.
namespace dynoxx::sigv4 {

/// Name and value of a header.
using HeaderView = std::pair<std::string_view, std::string_view>;

/// What is signed of a request. Views: what they point to must live during the call.
struct RequestView {
    std::string_view method{};
    std::string_view path{};   ///< as on the wire: percent-encoded once
    std::string_view query{};  ///< as on the wire, without `?`
    std::span<const HeaderView> headers{};
    std::string_view payload_hash{};  ///< `sha256_hex` of the body, `unsigned_payload`, or a `STREAMING-...` constant
};

/// The payload hash of a body that is not signed; S3 only.
inline constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

/// The payload hash of a body that is empty.
inline constexpr std::string_view empty_payload_hash =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// How the path goes into the canonical request. The default is that of every service but S3.
struct PathRules {
    bool normalize = true;  ///< whether dot segments and doubled slashes are removed
    bool encode = true;     ///< whether the path of the wire is percent-encoded once more

    /// Gives the rules of S3: the path as sent.
    [[nodiscard]] static constexpr PathRules s3() { return {.normalize = false, .encode = false}; }
};

/// Gives the path in canonical form; an empty path is `/`.
[[nodiscard]] std::string canonical_path(std::string_view path, PathRules rules);

/// Gives the query in canonical form: encoded anew, sorted, `name=` for a name alone, without the parameter
/// `leave_out`.
[[nodiscard]] std::string canonical_query(std::string_view query, std::string_view leave_out = {});

/// Says whether a header is never signed when a request is sent, because something on the way may change it.
[[nodiscard]] bool is_never_signed(std::string_view name) noexcept;

/// Sorts headers by name in lower case; equal names keep their order.
void sort_headers(std::span<HeaderView> headers);

/// Gives `name;name`, in lower case and each name once, of headers in the order of `sort_headers`.
[[nodiscard]] std::string signed_names(std::span<const HeaderView> sorted);

/// Appends the canonical request up to the payload hash, which is not appended.
///
/// @param query in canonical form
/// @param sorted the headers to sign, in the order of `sort_headers`
/// @param names what `signed_names` gives for them
void append_canonical_request(std::string& out, const RequestView& request, PathRules rules, std::string_view query,
                              std::span<const HeaderView> sorted, std::string_view names);

}  // namespace dynoxx::sigv4
