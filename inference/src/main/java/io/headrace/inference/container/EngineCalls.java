package io.headrace.inference.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.WaitResponse;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.headrace.inference.source.ContainerRunner;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is asked of a container engine, call by call. Each blocks, within the times of the access; any thread. */
final class EngineCalls implements AutoCloseable {

    private static final int CONNECTIONS = 256;

    private final EngineAccess access;
    private final DockerClient client;

    EngineCalls(EngineAccess access) {
        this.access = access;
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(access.host().toString())
                .withDockerTlsVerify(false)
                .build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(access.connect())
                .build();
        this.client = DockerClientImpl.getInstance(config, http);
    }

    /** The container does not run yet. */
    void create(String name, ContainerRunner wanted, String token, Map<String, String> labels)
            throws EngineException, InterruptedException {
        var order = ContainerOrder.fill(client.createContainerCmd(wanted.image()), wanted, token);
        ask("create a container of " + wanted.image(), order.withName(name).withLabels(labels)::exec);
    }

    void start(String name) throws EngineException, InterruptedException {
        ask("start the container " + name, client.startContainerCmd(name)::exec);
    }

    InspectContainerResponse inspect(String name) throws EngineException, InterruptedException {
        return ask("inspect the container " + name, client.inspectContainerCmd(name)::exec);
    }

    /** Those that the engine finds with all these labels, whether they run or not. */
    List<Container> list(Map<String, String> labels) throws EngineException, InterruptedException {
        return ask(
                "list containers", client.listContainersCmd().withShowAll(true).withLabelFilter(labels)::exec);
    }

    /** Asks it to end, and kills it when the grace is over. */
    void stop(String name) throws EngineException, InterruptedException {
        int grace = (int) access.grace().toSeconds();
        askToEnd("stop the container " + name, client.stopContainerCmd(name).withTimeout(grace)::exec);
    }

    /** Kills it if it runs, and leaves nothing of it. */
    void remove(String name) throws EngineException, InterruptedException {
        askToEnd(
                "remove the container " + name,
                client.removeContainerCmd(name).withForce(true).withRemoveVolumes(true)::exec);
    }

    /** What it said last, oldest first. */
    List<String> lastLines(String name) throws EngineException, InterruptedException {
        var log = client.logContainerCmd(name).withStdOut(true).withStdErr(true).withTail(LastLines.MOST);
        return ask("show the log of the container " + name, () -> {
            try (var lines = log.exec(new LastLines())) {
                lines.awaitCompletion();
                return lines.all();
            }
        });
    }

    /** Returns when the container has ended, whenever that is. */
    void awaitEnd(String name) throws EngineException, InterruptedException {
        var what = "wait for the end of the container " + name;
        var wait = client.waitContainerCmd(name);
        try (var answer = wait.exec(new ResultCallback.Adapter<WaitResponse>())) {
            answer.awaitCompletion();
        } catch (IOException | RuntimeException failure) {
            throw translated(what, failure);
        }
    }

    private void askToEnd(String what, Callable<?> question) throws EngineException, InterruptedException {
        try {
            ask(what, question);
        } catch (EngineException.Refused refused) {
            if (!refused.isEndedAlready()) {
                throw refused;
            }
        }
    }

    /** The library waits without end at a Unix socket, whatever it is told; so the time is kept here. */
    private <T> T ask(String what, Callable<T> question) throws EngineException, InterruptedException {
        var answer = new FutureTask<>(question);
        Thread.ofVirtual().name("ask-engine").start(answer);
        try {
            return answer.get(access.answer().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw away(what, "nothing came within " + access.answer().toMillis() + " ms");
        } catch (ExecutionException failure) {
            throw translated(what, Objects.requireNonNullElse(failure.getCause(), failure));
        } finally {
            answer.cancel(true);
        }
    }

    /** The library has no type of its own for what befalls a connection. */
    private EngineException translated(String what, Throwable failure) {
        return failure instanceof DockerException refused
                ? new EngineException.Refused(
                        refused.getHttpStatus(),
                        "The container engine at " + access.host() + " does not " + what + ": "
                                + EngineWords.of(refused.getMessage()))
                : away(what, EngineWords.of(failure.getMessage()));
    }

    private EngineException away(String what, String why) {
        return new EngineException.Away("The container engine at " + access.host() + " was asked to " + what
                + " and did not answer (" + why + "); is it running, and may this user ask it?");
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException failure) {
            throw new IllegalStateException("The connections to " + access.host() + " do not close", failure);
        }
    }
}
