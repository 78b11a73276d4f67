package io.headrace.inference.source;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.ChildException;
import io.headrace.engine.ListeningChild;
import java.time.Duration;
import java.util.HashMap;
import java.util.function.Supplier;

/** Opens runners of every kind. Blocks; any thread. */
public final class RunnerOpener {

    private static final String TOKEN_VARIABLE = "AUTH_TOKEN";

    private final Supplier<String> tokens;
    private final Duration startPatience;
    private final Containers containers;

    /** Without containers. */
    public RunnerOpener(Supplier<String> tokens, Duration startPatience) {
        this(tokens, startPatience, Containers.NONE);
    }

    /**
     * @param tokens for children and containers, one at each start: nobody may be able to guess them; visible ASCII
     * @param startPatience within which a child must listen
     */
    public RunnerOpener(Supplier<String> tokens, Duration startPatience, Containers containers) {
        this.tokens = tokens;
        this.startPatience = startPatience;
        this.containers = containers;
    }

    /** @throws InterruptedException when nobody wants it any more; nothing is left running then */
    public Opening open(RunnerSource source) throws InterruptedException {
        return switch (source) {
            case ChildRunner(var command) -> started(command);
            case ContainerRunner wanted -> containers.open(wanted, tokens.get());
            case RunnerUrl(var address) -> new Opening.Opened(new DistantRunner(address));
        };
    }

    private Opening started(ChildCommand command) throws InterruptedException {
        var token = tokens.get();
        var environment = new HashMap<>(command.environment());
        environment.put(TOKEN_VARIABLE, token);
        try {
            var child = ListeningChild.start(
                    new ChildCommand(command.arguments(), environment, command.dataLimitBytes()), startPatience);
            return new Opening.Opened(ChildRunnerProcess.of(child, token));
        } catch (ChildException notStarted) {
            return new Opening.Failed(String.valueOf(notStarted.getMessage()));
        }
    }
}
