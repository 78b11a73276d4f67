package io.headrace.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that has a node move money takes. */
final class MoneyOptions {

    private static final URI LOCAL_ORCHESTRATOR = URI.create("http://127.0.0.1:7935");

    @Mixin
    private final AdminOptions admin;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the node's data directory, or its local network's, with the token of its admin API")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "how long to wait for the chain (default: ${DEFAULT-VALUE})")
    private long timeout;

    private MoneyOptions(AdminOptions admin) {
        this.admin = admin;
    }

    static MoneyOptions ofGateway() {
        return new MoneyOptions(new AdminOptions());
    }

    static MoneyOptions ofOrchestrator() {
        return new MoneyOptions(new AdminOptions(LOCAL_ORCHESTRATOR));
    }

    AdminOptions admin() {
        return admin;
    }

    Path data(MoneyTools tools) {
        return data.orElse(tools.standardData());
    }

    long timeoutSeconds() {
        if (timeout < 1 || timeout > 3_600) {
            throw new CommandFailed(ExitCode.WRONG_USE, "--timeout takes 1 to 3600 seconds, not " + timeout);
        }
        return timeout;
    }
}
