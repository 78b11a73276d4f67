package io.headrace.cli;

/** Asks the person at the terminal. */
@FunctionalInterface
interface Question {

    /** Only a plain yes is one. */
    boolean isAnsweredYes(String question);

    static Question atConsole() {
        return question -> {
            var console = System.console();
            var answer = console == null ? null : console.readLine("%s [y/N] ", question);
            return answer != null
                    && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
        };
    }
}
