package io.headrace.node;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.TranscodeCommand;
import io.headrace.node.command.OwnNetwork;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the program begins: reads the settings, finds the command, turns its failures into sentences and codes. */
@Command(
        name = "headrace",
        version = "headrace 0.1.0",
        description = "The compute network of job pipelines.",
        mixinStandardHelpOptions = true)
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var environment = System.getenv();
        var line = new CommandLine(new Main())
                .addSubcommand(new TranscodeCommand(new OwnNetwork(environment)));
        line.setDefaultValueProvider(Settings.fromEnvironment(environment));
        line.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof CommandFailed failed) {
                System.err.println("headrace: " + failed.getMessage());
                return failed.exitCode().code();
            }
            throw failure;
        });
        line.setExitCodeExceptionMapper(_ -> ExitCode.UNFIT.code());
        return line;
    }
}
