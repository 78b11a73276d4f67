package io.headrace.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out the result, alone
 * @param err everything that is said besides
 * @param isInteractive whether a person looks at it, so that lines may be drawn anew in place
 */
public record Terminal(PrintStream out, PrintStream err, boolean isInteractive) {

    public static Terminal standard() {
        return new Terminal(System.out, System.err, isConsole());
    }

    /** The same, on which nothing is drawn anew in place. */
    public Terminal plain() {
        return new Terminal(out, err, false);
    }

    @SuppressWarnings("SystemConsoleNull") // the interface still allows it
    private static boolean isConsole() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
