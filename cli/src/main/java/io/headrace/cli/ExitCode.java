package io.headrace.cli;

/** What a command's exit code means to a script. */
public enum ExitCode {
    DONE(0),
    /** The job failed; the last line on standard error says why. */
    JOB_FAILED(1),
    /** The command line is wrong. */
    WRONG_USE(2),
    /** This machine or its configuration is unfit; the sentence says what to do. */
    UNFIT(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
