package io.headrace.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Puts the commands that move money where people look for them. */
public final class MoneyCommands {

    private final MoneyTools tools;

    /**
     * @param standardData the data directory when none is named
     * @param names a new one for each change: 8 to 100 letters, digits and hyphens that nobody used before
     */
    public MoneyCommands(Path standardData, Supplier<String> names) {
        this(new MoneyTools(standardData, Terminal.standard(), Pace.real(), Question.atConsole(), names));
    }

    MoneyCommands(MoneyTools tools) {
        this.tools = tools;
    }

    /** {@code wallet} with all that a running node does for it. */
    public CommandLine wallet() {
        var line = new CommandLine(new WalletCommand())
                .addSubcommand(new WalletShowCommand(tools.terminal()))
                .addSubcommand(new WalletGuardCommand(tools));
        return with(line, WalletChanges.all(tools));
    }

    /** @param role {@code orchestrator}, which runs one when no command follows */
    public CommandLine under(CommandLine role) {
        return with(role, OrchestratorChanges.all(tools));
    }

    private static CommandLine with(CommandLine line, List<Object> commands) {
        commands.forEach(line::addSubcommand);
        return line;
    }
}
