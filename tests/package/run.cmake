# must(COMMAND...): runs a command, shows what it says, and ends the test if it fails.
macro(must)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
    if(NOT result EQUAL 0)
        list(JOIN ARGV " " command)
        message(FATAL_ERROR "This failed (${result}): ${command}\n${text}")
    endif()
endmacro()
