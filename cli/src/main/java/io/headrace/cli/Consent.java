package io.headrace.cli;

import picocli.CommandLine.Option;

/** Asks once more before money leaves, where a person looks on. */
final class Consent {

    @Option(names = "--yes", description = "asks nothing")
    private boolean yes;

    /** @throws CommandFailed when the person does not want it */
    void demand(MoneyTools tools, String question) {
        if (!yes && tools.terminal().isInteractive() && !tools.question().isAnsweredYes(question)) {
            throw new CommandFailed(ExitCode.WRONG_USE, "Nothing was done. Say yes, or give --yes.");
        }
    }
}
