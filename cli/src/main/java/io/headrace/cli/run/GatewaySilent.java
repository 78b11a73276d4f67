package io.headrace.cli.run;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import java.io.IOException;
import java.net.URI;

/** Nobody answers where a gateway should be. */
final class GatewaySilent extends IOException {

    private static final long serialVersionUID = 1;

    GatewaySilent(URI gateway, IOException cause) {
        super("The gateway at " + gateway + " cannot be reached (" + cause.getMessage() + ")", cause);
    }

    /** For commands that can do nothing without it. */
    CommandFailed asFailure() {
        return new CommandFailed(
                ExitCode.UNFIT, getMessage() + ". Start one with `headrace up`, or name another with --gateway.");
    }
}
