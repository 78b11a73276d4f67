package io.headrace.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out the result, alone
 * @param err everything that is said besides
 */
record Terminal(PrintStream out, PrintStream err) {

    static Terminal standard() {
        return new Terminal(System.out, System.err);
    }
}
