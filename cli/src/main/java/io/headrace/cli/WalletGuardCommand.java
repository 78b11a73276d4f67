package io.headrace.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The switch and the caps over all spending of a node. */
@Command(
        name = "guard",
        description = "Shows the caps of all spending, stops it, rehearses it, or lets it go on.",
        mixinStandardHelpOptions = true)
final class WalletGuardCommand implements Callable<Integer> {

    private enum Turn {
        SHOW,
        STOP,
        DRY_RUN,
        GO
    }

    private final MoneyTools tools;

    @Mixin
    private final MoneyOptions options = MoneyOptions.ofGateway();

    @Parameters(
            paramLabel = "WHAT",
            defaultValue = "show",
            description = "show (default), stop, dry-run (everything is checked and nothing spent), or go")
    private String what = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why it is stopped; every refusal names it")
    private Optional<String> reason = Optional.empty();

    WalletGuardCommand(MoneyTools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws InterruptedException {
        return switch (turn()) {
            case SHOW -> show();
            case STOP ->
                mode("stopped")
                        .with(
                                "reason",
                                reason.orElseThrow(() -> new CommandFailed(
                                        ExitCode.WRONG_USE, "Stopping takes a --reason, which refusals will name")))
                        .ask(tools, options);
            case DRY_RUN -> mode("dry-run").ask(tools, options);
            case GO -> mode("live").ask(tools, options);
        };
    }

    private Turn turn() {
        return switch (what) {
            case "show" -> Turn.SHOW;
            case "stop" -> Turn.STOP;
            case "dry-run" -> Turn.DRY_RUN;
            case "go" -> Turn.GO;
            default ->
                throw new CommandFailed(ExitCode.WRONG_USE, "The guard takes show, stop, dry-run or go, not " + what);
        };
    }

    private static Change mode(String name) {
        return Change.of("/guard").with("mode", name);
    }

    private int show() throws InterruptedException {
        return Shown.at("/guard", tools, options);
    }
}
