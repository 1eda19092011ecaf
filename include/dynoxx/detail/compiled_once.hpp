#pragma once

/// The copies, the moves and the destructor of a class, declared in a header and compiled once in the library.
///
/// A compiler makes the implicit ones again in every program, for every class that a model touches: that was a third of
/// the time that a model took to compile.
#define DYNOXX_DECLARE_COPIES(Class)    \
    Class(const Class&);                \
    Class(Class&&) noexcept;            \
    Class& operator=(const Class&);     \
    Class& operator=(Class&&) noexcept; \
    ~Class()

/// Defines what `DYNOXX_DECLARE_COPIES` declares; in one source file.
#define DYNOXX_DEFINE_COPIES(Class)                      \
    Class::Class(const Class&) = default;                \
    Class::Class(Class&&) noexcept = default;            \
    Class& Class::operator=(const Class&) = default;     \
    Class& Class::operator=(Class&&) noexcept = default; \
    Class::~Class() = default
