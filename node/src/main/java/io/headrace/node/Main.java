package io.headrace.node;

import io.headrace.admin.Version;
import io.headrace.chain.ChainUnavailable;
import io.headrace.cli.CommandFailed;
import io.headrace.cli.DrainCommand;
import io.headrace.cli.ExitCode;
import io.headrace.cli.ExplainCommand;
import io.headrace.cli.JobsCommand;
import io.headrace.cli.MoneyCommands;
import io.headrace.cli.TranscodeCommand;
import io.headrace.cli.offers.PipelinesCommand;
import io.headrace.cli.run.RunCommand;
import io.headrace.crypto.SecretSource;
import io.headrace.node.command.ChainCommand;
import io.headrace.node.command.DemoCommand;
import io.headrace.node.command.GatewayCommand;
import io.headrace.node.command.JournalsOnDisk;
import io.headrace.node.command.OrchestratorCommand;
import io.headrace.node.command.OwnNetwork;
import io.headrace.node.command.RunnerCommand;
import io.headrace.node.command.SimulateCommand;
import io.headrace.node.command.UpCommand;
import io.headrace.node.command.WorkerCommand;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.desk.RateUnknown;
import io.headrace.node.desk.WalletCreateCommand;
import io.headrace.node.log.LogForm;
import io.headrace.node.log.LogOutput;
import io.headrace.node.log.LogVerbosity;
import io.headrace.node.settlement.FundingFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the program begins: reads the settings, finds the command, turns its failures into sentences and codes. */
@Command(
        name = "headrace",
        version = "headrace " + Version.CURRENT,
        description = "The compute network of job pipelines.",
        mixinStandardHelpOptions = true)
public final class Main {

    /** Held, because the logging system forgets the levels of loggers that nobody holds. */
    private static final Logger CHATTY = Logger.getLogger("io.grpc");

    private final LogOutput log;

    private Main(LogOutput log) {
        this.log = log;
    }

    @Option(
            names = "--log",
            paramLabel = "FORM",
            scope = ScopeType.INHERIT,
            description = "how lines on standard error look: text, or json for one document a line")
    void logForm(LogForm form) {
        log.form(form);
    }

    @Option(
            names = {"-v", "--log-level"},
            paramLabel = "LEVEL",
            scope = ScopeType.INHERIT,
            converter = VerbosityConverter.class,
            description = "error, warn (default), info, debug, trace, or the network's number (4, 5, 6)")
    void logLevel(LogVerbosity verbosity) {
        log.verbosity(verbosity);
    }

    /** Says in a sentence what is wrong with a level. */
    private static final class VerbosityConverter implements CommandLine.ITypeConverter<LogVerbosity> {
        @Override
        public LogVerbosity convert(String text) {
            try {
                return LogVerbosity.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new CommandLine.TypeConversionException(wrong.getMessage());
            }
        }
    }

    public static void main(String[] args) {
        CHATTY.setLevel(Level.WARNING);
        System.exit(run(System.getenv(), args));
    }

    private static int run(Map<String, String> environment, String[] args) {
        try {
            return commandLine(environment).execute(args);
        } catch (IllegalArgumentException unfit) {
            System.err.println("headrace: " + unfit.getMessage());
            return ExitCode.UNFIT.code();
        }
    }

    private static int end(Exception failure, ExitCode code) {
        System.err.println("headrace: " + failure.getMessage());
        return code.code();
    }

    static CommandLine commandLine(Map<String, String> environment) {
        var money = new MoneyCommands(
                DataDirectory.standard(environment).root(),
                () -> UUID.randomUUID().toString());
        var line = new CommandLine(new Main(new LogOutput()))
                .addSubcommand(new UpCommand(environment))
                .addSubcommand(new TranscodeCommand(new OwnNetwork(environment)))
                .addSubcommand(new RunCommand(() -> UUID.randomUUID().toString()))
                .addSubcommand(new PipelinesCommand())
                .addSubcommand(new DemoCommand(environment))
                .addSubcommand(new ExplainCommand(new JournalsOnDisk(environment)))
                .addSubcommand(new JobsCommand())
                .addSubcommand(money.wallet().addSubcommand(new WalletCreateCommand(SecretSource.system())))
                .addSubcommand(
                        new DrainCommand(DataDirectory.standard(environment).root()))
                .addSubcommand(new SimulateCommand())
                .addSubcommand(new GatewayCommand())
                .addSubcommand(money.under(new CommandLine(new OrchestratorCommand(environment))))
                .addSubcommand(new WorkerCommand(environment))
                .addSubcommand(new RunnerCommand(environment))
                .addSubcommand(new ChainCommand(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setDefaultValueProvider(Settings.fromEnvironment(environment));
        return line.setExecutionExceptionHandler((failure, _, _) -> {
            return switch (failure) {
                case CommandFailed failed -> end(failed, failed.exitCode());
                case ChainUnavailable silent -> end(silent, ExitCode.UNFIT);
                case RateUnknown noPrice -> end(noPrice, ExitCode.UNFIT);
                case FundingFailed tooPoor -> end(tooPoor, ExitCode.UNFIT);
                case IOException unfit -> end(unfit, ExitCode.UNFIT);
                case UncheckedIOException unfit -> end(unfit, ExitCode.UNFIT);
                default -> throw failure;
            };
        });
    }
}
