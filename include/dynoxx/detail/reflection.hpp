#pragma once

#include <dynoxx/detail/member_name.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// The members of an aggregate, without a macro in the user's type: their number by trying initialisers, the members
/// themselves by structured bindings, their names from the compiler's text of a pointer to them.
namespace dynoxx::detail {

inline constexpr std::size_t max_members = 60;

// Ten names and ten empty initialisers; the cases below are built of tens and a rest.
#define DYNOXX_N1(p) p##0
#define DYNOXX_N2(p) DYNOXX_N1(p), p##1
#define DYNOXX_N3(p) DYNOXX_N2(p), p##2
#define DYNOXX_N4(p) DYNOXX_N3(p), p##3
#define DYNOXX_N5(p) DYNOXX_N4(p), p##4
#define DYNOXX_N6(p) DYNOXX_N5(p), p##5
#define DYNOXX_N7(p) DYNOXX_N6(p), p##6
#define DYNOXX_N8(p) DYNOXX_N7(p), p##7
#define DYNOXX_N9(p) DYNOXX_N8(p), p##8
#define DYNOXX_N10(p) DYNOXX_N9(p), p##9
#define DYNOXX_B5 \
    {}, {}, {}, {}, {}
#define DYNOXX_B10 DYNOXX_B5, DYNOXX_B5

// clang-format off
#define DYNOXX_COUNT(tens, ...)                                                                                       \
    if constexpr (requires { T{__VA_ARGS__ {}}; }) {                                                                  \
        if constexpr (requires { T{__VA_ARGS__ DYNOXX_B10}; }) return tens + 10;                                      \
        else if constexpr (requires { T{__VA_ARGS__ DYNOXX_B5, {}, {}, {}, {}}; }) return tens + 9;                   \
        else if constexpr (requires { T{__VA_ARGS__ DYNOXX_B5, {}, {}, {}}; }) return tens + 8;                       \
        else if constexpr (requires { T{__VA_ARGS__ DYNOXX_B5, {}, {}}; }) return tens + 7;                           \
        else if constexpr (requires { T{__VA_ARGS__ DYNOXX_B5, {}}; }) return tens + 6;                               \
        else if constexpr (requires { T{__VA_ARGS__ DYNOXX_B5}; }) return tens + 5;                                   \
        else if constexpr (requires { T{__VA_ARGS__ {}, {}, {}, {}}; }) return tens + 4;                              \
        else if constexpr (requires { T{__VA_ARGS__ {}, {}, {}}; }) return tens + 3;                                  \
        else if constexpr (requires { T{__VA_ARGS__ {}, {}}; }) return tens + 2;                                      \
        else return tens + 1;                                                                                         \
    }

/// Counts the members of an aggregate: the largest number of initialisers it takes. `max_members + 1` means "more".
template <class T>
consteval std::size_t count_members() {
    if constexpr (requires { T{DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, {}}; }) {
        return max_members + 1;
    } else DYNOXX_COUNT(50U, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, )
    else DYNOXX_COUNT(40U, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, )
    else DYNOXX_COUNT(30U, DYNOXX_B10, DYNOXX_B10, DYNOXX_B10, )
    else DYNOXX_COUNT(20U, DYNOXX_B10, DYNOXX_B10, )
    else DYNOXX_COUNT(10U, DYNOXX_B10, )
    else DYNOXX_COUNT(0U, )
    else return 0;
}

template <class T>
inline constexpr std::size_t member_count = count_members<T>();

#define DYNOXX_CASE(count, ...)                                                                                       \
    if constexpr (member_count<std::remove_const_t<T>> == (count)) {                                                  \
        auto& [__VA_ARGS__] = object;                                                                                 \
        return use(__VA_ARGS__);                                                                                      \
    }
#define DYNOXX_CASES(tens, p, ...)                                                                                    \
    if constexpr (member_count<std::remove_const_t<T>> <= (tens) + 10) {                                              \
        DYNOXX_CASE((tens) + 1, __VA_ARGS__ DYNOXX_N1(p))                                                             \
        else DYNOXX_CASE((tens) + 2, __VA_ARGS__ DYNOXX_N2(p))                                                        \
        else DYNOXX_CASE((tens) + 3, __VA_ARGS__ DYNOXX_N3(p))                                                        \
        else DYNOXX_CASE((tens) + 4, __VA_ARGS__ DYNOXX_N4(p))                                                        \
        else DYNOXX_CASE((tens) + 5, __VA_ARGS__ DYNOXX_N5(p))                                                        \
        else DYNOXX_CASE((tens) + 6, __VA_ARGS__ DYNOXX_N6(p))                                                        \
        else DYNOXX_CASE((tens) + 7, __VA_ARGS__ DYNOXX_N7(p))                                                        \
        else DYNOXX_CASE((tens) + 8, __VA_ARGS__ DYNOXX_N8(p))                                                        \
        else DYNOXX_CASE((tens) + 9, __VA_ARGS__ DYNOXX_N9(p))                                                        \
        else DYNOXX_CASE((tens) + 10, __VA_ARGS__ DYNOXX_N10(p))                                                      \
    }

/// Calls `use` with a reference to each member of an aggregate.
template <class T, class Use>
constexpr decltype(auto) visit_aggregate(T& object, Use use) {
    if constexpr (member_count<std::remove_const_t<T>> == 0) { return use(); }
    else DYNOXX_CASES(0, a, )
    else DYNOXX_CASES(10, b, DYNOXX_N10(a), )
    else DYNOXX_CASES(20, c, DYNOXX_N10(a), DYNOXX_N10(b), )
    else DYNOXX_CASES(30, d, DYNOXX_N10(a), DYNOXX_N10(b), DYNOXX_N10(c), )
    else DYNOXX_CASES(40, e, DYNOXX_N10(a), DYNOXX_N10(b), DYNOXX_N10(c), DYNOXX_N10(d), )
    else DYNOXX_CASES(50, f, DYNOXX_N10(a), DYNOXX_N10(b), DYNOXX_N10(c), DYNOXX_N10(d), DYNOXX_N10(e), )
}
// clang-format on

#undef DYNOXX_N1
#undef DYNOXX_N2
#undef DYNOXX_N3
#undef DYNOXX_N4
#undef DYNOXX_N5
#undef DYNOXX_N6
#undef DYNOXX_N7
#undef DYNOXX_N8
#undef DYNOXX_N9
#undef DYNOXX_N10
#undef DYNOXX_B5
#undef DYNOXX_B10
#undef DYNOXX_COUNT
#undef DYNOXX_CASE
#undef DYNOXX_CASES

/// Turns into any base class of `T`, and into nothing else.
template <class T>
struct AnyBase {
    template <class Base>
    requires(!std::is_same_v<Base, T> && std::is_base_of_v<Base, T>) operator Base() const;
};

/// Whether an aggregate has a base class: its first initialiser is then of the base's type.
template <class T>
inline constexpr bool has_base = requires {
    T{AnyBase<T>()};
};

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

template <class T>
struct Fake {
    T value;
};

/// An object that is never made: only the addresses of its parts are looked at.
template <class T>
extern const Fake<T> fake;

template <std::size_t Index, class Pointer>
struct Slot {
    Pointer pointer;
};

template <class Indexes, class... Pointers>
struct Slots;

template <std::size_t... Index, class... Pointers>
struct Slots<std::index_sequence<Index...>, Pointers...> : Slot<Index, Pointers>... {
    static constexpr std::size_t size = sizeof...(Index);
};

template <std::size_t Index, class Pointer>
constexpr Pointer slot(const Slot<Index, Pointer>& slot) noexcept {
    return slot.pointer;
}

struct MakeSlots {
    template <class... Members>
    constexpr auto operator()(const Members&... members) const noexcept {
        return Slots<std::index_sequence_for<Members...>, const Members*...>{{&members}...};
    }
};

// The slots are local to a consteval function: as a variable they would be written to the program, and the linker would
// look for `fake`.
template <class T, std::size_t... Index>
consteval auto compute_aggregate_names(std::index_sequence<Index...>) {
    constexpr auto slots = visit_aggregate(fake<T>.value, MakeSlots());
    return std::array<std::string_view, sizeof...(Index)>{member_name<slot<Index>(slots)>...};
}

/// The names of the members of an aggregate, in their order.
template <class T>
inline constexpr auto aggregate_names = compute_aggregate_names<T>(std::make_index_sequence<member_count<T>>());

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace dynoxx::detail
