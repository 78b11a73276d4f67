package io.headrace.benchmarks.soak;

import io.headrace.gateway.realtime.RealtimeDesk;
import io.headrace.node.process.JavaProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A local network that a soak started and that ends with it. */
public final class NetworkUnderTest implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(40);

    /** Which processes there are, beside the media children. */
    public enum Roles {
        /** One for each role. */
        APART,
        /** One for all: it starts sooner, and only children can be killed. */
        TOGETHER
    }

    private final Process process;
    private final JsonNode ready;
    private final int portOffset;

    private NetworkUnderTest(Process process, JsonNode ready, int portOffset) {
        this.process = process;
        this.ready = ready;
        this.portOffset = portOffset;
    }

    /**
     * Starts it and waits until it takes jobs.
     *
     * @param data an existing folder of its own; its log is {@code up.log} in there
     * @param more options of {@code headrace up}
     * @throws IOException when it does not come up; the log says why
     */
    public static NetworkUnderTest start(Path data, Roles roles, int portOffset, List<String> more)
            throws IOException, InterruptedException {
        var readyFile = data.resolve("ready.json");
        Files.deleteIfExists(readyFile);
        var arguments = new ArrayList<>(List.of("up", "--data", data.toString()));
        if (roles == Roles.APART) {
            arguments.add("--isolate");
        }
        arguments.addAll(List.of("--port-offset", "" + portOffset, "--ready-file", readyFile.toString()));
        arguments.addAll(more);
        var log = data.resolve("up.log");
        var process = new ProcessBuilder(JavaProgram.running().commandLine("io.headrace.node.Main", arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitReady(process, readyFile, log);
            return new NetworkUnderTest(process, JSON.readTree(Files.readString(readyFile)), portOffset);
        } catch (IOException | InterruptedException failed) {
            end(process);
            throw failed;
        }
    }

    private static void awaitReady(Process process, Path readyFile, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(readyFile)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("The network did not come up within " + PATIENCE.toSeconds() + " s; see " + log);
            }
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    /** The process that keeps the others, and all below it. */
    ProcessTree processes() {
        return new ProcessTree(process.toHandle());
    }

    /** The process that an orchestrator of a network of processes is now; empty while it is being started again. */
    public Optional<Long> orchestratorPid(String name) {
        return processes().processes().stream()
                .filter(each -> each.kind() == NetworkProcess.Kind.ORCHESTRATOR
                        && each.name().equals(name))
                .map(NetworkProcess::pid)
                .findFirst();
    }

    /** All its processes that live now. */
    public List<Long> pids() {
        return processes().processes().stream().map(NetworkProcess::pid).toList();
    }

    /** What all its processes hold together, in bytes. */
    public long residentBytes() {
        return processes().processes().stream()
                .mapToLong(each -> ResidentMemory.bytes(each.pid()))
                .sum();
    }

    /** Where clients ask the gateway. */
    public URI gateway() {
        return URI.create(ready.path("gateway").path("http").asString());
    }

    /** Where a stream of that name is published. */
    public URI rtmp(String name) {
        var told = ready.path("gateway").path("rtmp").asString("");
        var base = told.isEmpty() ? "rtmp://127.0.0.1:" + (1935 + portOffset) : told;
        return URI.create(base.replaceAll("/(live/?)?$", "") + "/live/" + name);
    }

    /** The master playlist of a stream. */
    public URI master(String name) {
        return URI.create(ready.path("gateway").path("http").asString() + "/stream/" + name + ".m3u8");
    }

    /** Where a real-time stream is published, steered and watched. */
    public URI realtime(String name) {
        return URI.create(ready.path("gateway").path("http").asString() + RealtimeDesk.BASE + "/" + name);
    }

    /** How a stream is. */
    URI status(String name) {
        return URI.create(ready.path("gateway").path("http").asString() + "/streams/" + name);
    }

    public URI gatewayAdmin() {
        return URI.create(ready.path("gateway").path("admin").asString());
    }

    public long gatewayPid() {
        return ready.path("gateway").path("pid").asLong();
    }

    public List<URI> orchestratorAdmins() {
        return ready.path("orchestrators")
                .valueStream()
                .map(each -> URI.create(each.path("admin").asString()))
                .toList();
    }

    /** Ends it, and whatever is left of it by force. */
    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        var below = process.toHandle().descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
