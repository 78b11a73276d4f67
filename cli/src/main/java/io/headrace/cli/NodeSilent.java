package io.headrace.cli;

import java.io.IOException;
import java.net.URI;

/** Nobody answers where a node's admin API should be. */
final class NodeSilent extends IOException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    NodeSilent(URI node, IOException cause) {
        super(cause);
        this.sentence = "No node answers at " + node + " (" + cause.getMessage() + ")";
    }

    /** For commands that can do nothing without it. */
    CommandFailed asFailure() {
        return new CommandFailed(
                ExitCode.UNFIT, sentence + ". Start a network with `headrace up`, or name a node with --admin.");
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
