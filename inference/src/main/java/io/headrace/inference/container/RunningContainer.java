package io.headrace.inference.container;

import io.headrace.inference.RunnerAddress;
import io.headrace.inference.source.ContainerRunner;
import io.headrace.inference.source.OpenRunner;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runner in a container of ours. A virtual thread waits for its end; while the engine is away nothing is known of it, and
 * its runner is still asked.
 */
final class RunningContainer implements OpenRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RunningContainer.class);
    private static final long ENGINE_AWAY_MS = 2_000;

    private final EngineCalls calls;
    private final String name;
    private final ContainerRunner runner;
    private final RunnerAddress address;
    private final CompletableFuture<String> gone = new CompletableFuture<>();
    private final Thread watcher;

    private RunningContainer(EngineCalls calls, String name, ContainerRunner runner, RunnerAddress address) {
        this.calls = calls;
        this.name = name;
        this.runner = runner;
        this.address = address;
        this.watcher = Thread.ofVirtual().name("watch-" + name).unstarted(this::watch);
    }

    static RunningContainer watched(EngineCalls calls, String name, ContainerRunner runner, int port, String token) {
        var address = new RunnerAddress(URI.create("http://127.0.0.1:" + port), token);
        var container = new RunningContainer(calls, name, runner, address);
        container.watcher.start();
        return container;
    }

    private void watch() {
        try {
            while (!isEnded()) {
                TimeUnit.MILLISECONDS.sleep(ENGINE_AWAY_MS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false when the engine went away before it could tell */
    private boolean isEnded() throws InterruptedException {
        try {
            calls.awaitEnd(name);
            var state = calls.inspect(name).getState();
            return !Boolean.TRUE.equals(state.getRunning())
                    && gone.complete(ContainerEnd.sentence(name, runner, state));
        } catch (EngineException.Refused refused) {
            return refused.isNotFound() && gone.complete(ContainerEnd.removed(name, runner));
        } catch (EngineException away) {
            LOG.warn("Nobody knows whether the container {} still runs: {}", name, away.getMessage());
            return false;
        }
    }

    @Override
    public RunnerAddress address() {
        return address;
    }

    @Override
    public CompletableFuture<String> gone() {
        return gone.copy();
    }

    @Override
    public List<String> lastLines() {
        try {
            return calls.lastLines(name);
        } catch (EngineException notToBeHad) {
            LOG.debug("No log of {}: {}", name, notToBeHad.getMessage());
            return List.of();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
        try {
            stop();
            calls.remove(name);
        } catch (EngineException stillThere) {
            LOG.warn("The container {} is left until the next start: {}", name, stillThere.getMessage());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** One of which nobody says that it stopped is removed by force. */
    private void stop() throws InterruptedException {
        try {
            calls.stop(name);
        } catch (EngineException notSaid) {
            LOG.warn("The container {} may not have stopped: {}", name, notSaid.getMessage());
        }
    }
}
