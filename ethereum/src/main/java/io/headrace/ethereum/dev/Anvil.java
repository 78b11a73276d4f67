package io.headrace.ethereum.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A development chain in a process of its own: anvil, listening on loopback. It ends when it is closed, and when this
 * process ends in any way that lets it say so; a shell between the two watches for the rest.
 */
public final class Anvil implements AutoCloseable {

    /** Not one of the chains on which the network settles. */
    public static final long CHAIN_ID = 31_337;

    private static final Pattern LISTENING = Pattern.compile("Listening on \\S+:(\\d+)");
    private static final Duration STARTING = Duration.ofSeconds(20);
    private static final Duration ENDING = Duration.ofSeconds(5);

    /**
     * Runs the program until its standard input ends, which it does when this process does, killed or not: the pipe's
     * other end is held by nobody else.
     */
    private static final String UNTIL_INPUT_ENDS =
            "\"$@\" </dev/null & child=$!; trap 'kill $child' TERM; (cat >/dev/null; kill $child) <&3 & wait $child";

    /**
     * @param blockTime zero to mine a block with each transaction; the network's own nodes then see no lone block
     * @param port 0 lets the system choose
     */
    public record Config(Duration blockTime, int accounts, int port) {
        public static final Config DEFAULT = new Config(Duration.ofSeconds(1), 10);

        /** On whatever port is free. */
        public Config(Duration blockTime, int accounts) {
            this(blockTime, accounts, 0);
        }
    }

    private final Process process;
    private final URI url;

    private Anvil(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param program found by {@link AnvilProgram}
     * @throws IOException when it does not start within twenty seconds; what it said is in the message
     */
    public static Anvil start(Path program, Config config) throws IOException {
        var process = new ProcessBuilder(command(program, config))
                .redirectErrorStream(true)
                .start();
        var said = new StringBuilder();
        var port = new CompletableFuture<Integer>();
        Thread.ofVirtual().name("anvil-output").start(() -> read(process, said, port));
        try {
            int found = port.get(STARTING.toMillis(), TimeUnit.MILLISECONDS);
            return new Anvil(process, URI.create("http://127.0.0.1:" + found));
        } catch (ExecutionException | TimeoutException failure) {
            end(process);
            throw new IOException(program + " did not begin to listen: " + said(said), failure);
        } catch (InterruptedException interrupted) {
            end(process);
            Thread.currentThread().interrupt();
            throw new IOException("Waiting for " + program + " was interrupted", interrupted);
        }
    }

    private static List<String> command(Path program, Config config) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "exec 3<&0; " + UNTIL_INPUT_ENDS, "anvil"));
        command.addAll(List.of(
                program.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(config.port()),
                "--chain-id",
                Long.toString(CHAIN_ID),
                "--accounts",
                Integer.toString(config.accounts())));
        if (!config.blockTime().isZero()) {
            command.addAll(
                    List.of("--block-time", Double.toString(config.blockTime().toMillis() / 1000.0)));
        }
        return command;
    }

    /** Reads to the end, so that the program never waits for somebody to take its words. */
    private static void read(Process process, StringBuilder said, CompletableFuture<Integer> port) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.parseInt(listening.group(1)));
                } else if (!port.isDone()) {
                    add(said, line);
                }
            }
            port.completeExceptionally(new IOException("it ended"));
        } catch (IOException ended) {
            port.completeExceptionally(ended);
        }
    }

    private static synchronized void add(StringBuilder said, String line) {
        said.append(line).append('\n');
    }

    private static synchronized String said(StringBuilder said) {
        return said.isEmpty() ? "it said nothing" : said.toString();
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
