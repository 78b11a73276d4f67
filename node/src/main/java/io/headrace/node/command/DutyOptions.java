package io.headrace.node.command;

import io.headrace.chain.Tokens;
import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.node.role.OrchestratorDuties;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What an orchestrator does on chain by itself. */
final class DutyOptions {

    @Option(
            names = {"--reward", "-reward"},
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "true",
            description = "calls its reward in each round (default: ${DEFAULT-VALUE})")
    private boolean reward = true;

    @Option(
            names = {"--initialize-round", "-initializeRound"},
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "begins rounds that nobody else begins")
    private boolean initializeRound;

    @Option(
            names = {"--initialize-round-max-delay", "-initializeRoundMaxDelay"},
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "waits so long at most, so that others may be first (default: ${DEFAULT-VALUE})")
    private int maxDelaySeconds = 30;

    @Option(
            names = "--bond",
            paramLabel = "AMOUNT",
            defaultValue = "0",
            description = "brings its stake to so many parts of the token at start and publishes its address;"
                    + " 0, the default, leaves both as they are")
    private String bond = "0";

    /** @throws CommandFailed when a number is none */
    OrchestratorDuties duties(Wei maxGasPrice) {
        return new OrchestratorDuties(
                tokens(), initializeRound ? Optional.of(delay()) : Optional.empty(), reward, maxGasPrice);
    }

    private Duration delay() {
        if (maxDelaySeconds < 0) {
            throw wrong("--initialize-round-max-delay takes seconds, not " + maxDelaySeconds);
        }
        return Duration.ofSeconds(maxDelaySeconds);
    }

    private Tokens tokens() {
        try {
            return new Tokens(new BigInteger(bond));
        } catch (IllegalArgumentException noAmount) {
            throw wrong("--bond takes a number of a token's smallest parts, not '" + bond + "'");
        }
    }

    private static CommandFailed wrong(String sentence) {
        return new CommandFailed(ExitCode.WRONG_USE, sentence);
    }
}
