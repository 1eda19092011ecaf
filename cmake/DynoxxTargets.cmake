# The compile settings that every target of this project shares.
add_library(dynoxx_options INTERFACE)
target_compile_features(dynoxx_options INTERFACE cxx_std_20)
target_compile_options(dynoxx_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(DYNOXX_WARNINGS_AS_ERRORS)
    target_compile_options(dynoxx_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 reports these two wrongly for coroutines (docs/adr/0001-one-task-over-two-drivers.md).
    target_compile_options(dynoxx_options INTERFACE -Wno-mismatched-new-delete -Wno-maybe-uninitialized)
endif()

# dynoxx_add_layer(<name> SOURCES <file>... LINKS <target>...)
#
# Adds one layer as the static library dynoxx_<name>, with the alias dynoxx::<name>.
function(dynoxx_add_layer name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    add_library(dynoxx_${name} STATIC ${arg_SOURCES})
    add_library(dynoxx::${name} ALIAS dynoxx_${name})
    target_compile_features(dynoxx_${name} PUBLIC cxx_std_20)
    target_include_directories(dynoxx_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(dynoxx_${name} PUBLIC ${arg_LINKS} PRIVATE $<BUILD_INTERFACE:dynoxx_options>)
    set_target_properties(dynoxx_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

# dynoxx_add_test(<name> LABEL <kind>... SOURCES <file>... LINKS <target>... [TIMEOUT <seconds>])
#
# Adds one GoogleTest program and one ctest entry with the labels of its kind. The target tests_<kind> builds all programs
# of a kind. The label `threads` also marks what runs under g++'s sanitizers.
function(dynoxx_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "LABEL;SOURCES;LINKS")
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${arg_LINKS} dynoxx_options GTest::gmock GTest::gtest_main)
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")  # without optimisation, and several times slower
        math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 4")
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT})
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/tsan.supp")
    foreach(kind IN LISTS arg_LABEL)
        if(NOT TARGET tests_${kind})
            add_custom_target(tests_${kind})
        endif()
        add_dependencies(tests_${kind} ${name})
    endforeach()
endfunction()
