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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is asked of a container engine, call by call. Each blocks, within the times of the access; any thread. */
final class EngineCalls implements AutoCloseable {

    private static final int CONNECTIONS = 256;

    private final EngineAccess access;
    private final DockerClient client;

    /** For what takes as long as a container lives. */
    private final DockerClient patient;

    EngineCalls(EngineAccess access) {
        this.access = access;
        this.client = connected(access, access.answer());
        this.patient = connected(access, Duration.ZERO);
    }

    private static DockerClient connected(EngineAccess access, Duration answer) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(access.host().toString())
                .withDockerTlsVerify(false)
                .build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(access.connect())
                .responseTimeout(answer)
                .build();
        return DockerClientImpl.getInstance(config, http);
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

    /** Asks it to end, kills it when the grace is over, and removes it. */
    void remove(String name) throws EngineException, InterruptedException {
        int grace = (int) access.grace().toSeconds();
        askToEnd("stop the container " + name, client.stopContainerCmd(name).withTimeout(grace)::exec);
        askToEnd(
                "remove the container " + name,
                client.removeContainerCmd(name).withForce(true).withRemoveVolumes(true)::exec);
    }

    /** What it said last, oldest first. */
    List<String> lastLines(String name) throws EngineException, InterruptedException {
        var log = client.logContainerCmd(name).withStdOut(true).withStdErr(true).withTail(LastLines.MOST);
        return ask("show the log of the container " + name, () -> {
            try (var lines = log.exec(new LastLines())) {
                lines.awaitCompletion(access.answer().toNanos(), TimeUnit.NANOSECONDS);
                return lines.all();
            }
        });
    }

    /** Returns when the container has ended, whenever that is. */
    void awaitEnd(String name) throws EngineException, InterruptedException {
        var wait = patient.waitContainerCmd(name);
        ask("wait for the end of the container " + name, () -> {
            try (var answer = wait.exec(new ResultCallback.Adapter<WaitResponse>())) {
                return answer.awaitCompletion();
            }
        });
    }

    private void askToEnd(String what, Question<?> question) throws EngineException, InterruptedException {
        try {
            ask(what, question);
        } catch (EngineException.Refused refused) {
            if (!refused.isEndedAlready()) {
                throw refused;
            }
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T answer() throws IOException, InterruptedException;
    }

    private <T> T ask(String what, Question<T> question) throws EngineException, InterruptedException {
        try {
            return question.answer();
        } catch (DockerException refused) {
            throw new EngineException.Refused(
                    refused.getHttpStatus(),
                    "The container engine at " + access.host() + " does not " + what + ": "
                            + EngineWords.of(refused.getMessage()));
        } catch (IOException | RuntimeException broken) {
            // The library has no type of its own for what befalls a connection.
            throw new EngineException.Away("The container engine at " + access.host()
                    + " was asked to " + what + " and did not answer (" + EngineWords.of(broken.getMessage())
                    + "); is it running, and may this user ask it?");
        }
    }

    @Override
    public void close() {
        for (var each : List.of(client, patient)) {
            try {
                each.close();
            } catch (IOException failure) {
                throw new IllegalStateException("The connections to " + access.host() + " do not close", failure);
            }
        }
    }
}
