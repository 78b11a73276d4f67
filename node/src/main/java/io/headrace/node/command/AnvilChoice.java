package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.ethereum.dev.AnvilProgram;
import java.nio.file.Path;
import java.util.Map;

/** Which anvil is used where a command makes a chain. */
final class AnvilChoice {

    private AnvilChoice() {}

    /**
     * The one that is named or found, from the working directory upwards and then from where the program lies.
     *
     * @throws CommandFailed with what to do when there is none
     */
    static Path find(Map<String, String> environment) {
        try {
            return AnvilProgram.find(environment, Path.of(""))
                    .or(() -> AnvilProgram.find(environment, Path.of(System.getProperty("headrace.home", ""))))
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.UNFIT,
                            "A chain of our own needs the program anvil, which is not on the PATH; "
                                    + AnvilProgram.absent()));
        } catch (IllegalArgumentException notThere) {
            throw new CommandFailed(ExitCode.UNFIT, String.valueOf(notThere.getMessage()));
        }
    }
}
