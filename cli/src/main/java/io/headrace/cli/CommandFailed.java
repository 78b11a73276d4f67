package io.headrace.cli;

/** Ends a command with a sentence for a person and a code for a script. */
public final class CommandFailed extends RuntimeException {

    private final ExitCode exitCode;

    /** @param sentence what was tried, with which values, and what to do */
    public CommandFailed(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
