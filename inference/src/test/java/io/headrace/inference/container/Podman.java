package io.headrace.inference.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A container engine for tests: Podman, with storage of its own below the build's folder, so that nothing of the machine's
 * is seen or left behind. It needs root.
 */
public final class Podman {

    private static final long PATIENCE_S = 120;

    private final Path storage;
    private final Path socket;
    private Process service;

    private Podman(Path storage, Path socket) throws IOException {
        this.storage = storage;
        this.socket = socket;
        this.service = serve();
    }

    public static boolean isHere() {
        try {
            return "root".equals(System.getProperty("user.name"))
                    && new ProcessBuilder("podman", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static Podman start(Path sockets) throws Exception {
        var storage = Path.of("target", "podman").toAbsolutePath();
        Files.createDirectories(storage);
        var podman = new Podman(storage, sockets.resolve("podman.sock"));
        podman.awaitSocket();
        return podman;
    }

    public URI host() {
        return URI.create("unix://" + socket);
    }

    private Process serve() throws IOException {
        var service = new ProcessBuilder(command("system", "service", "--time=0", host().toString()))
                .redirectErrorStream(true)
                .redirectOutput(storage.resolve("service.log").toFile());
        // Its network wants iptables, which is not on every path.
        service.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        return service.start();
    }

    private void awaitSocket() throws Exception {
        while (!Files.exists(socket)) {
            if (service.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(Files.readString(storage.resolve("service.log")));
            }
        }
    }

    /** The engine's service ends; containers go on. */
    void stopService() throws Exception {
        service.destroy();
        service.waitFor();
        Files.deleteIfExists(socket);
    }

    void startService() throws Exception {
        service = serve();
        awaitSocket();
    }

    /** @return what it printed */
    public String run(String... arguments) throws Exception {
        var process =
                new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + said);
        }
        return said;
    }

    boolean has(String image) throws Exception {
        return new ProcessBuilder(command("image", "exists", image)).start().waitFor() == 0;
    }

    /** Names of all containers, in lines. */
    public List<String> containers() throws Exception {
        return run("ps", "--all", "--format", "{{.Names}}").lines().sorted().toList();
    }

    private List<String> command(String... arguments) {
        var all = new ArrayList<>(List.of(
                "podman",
                "--root=" + storage.resolve("root"),
                "--runroot=" + storage.resolve("run"),
                "--cgroup-manager=cgroupfs",
                "--runtime=runc",
                "--log-level=error"));
        all.addAll(List.of(arguments));
        return all;
    }

    /** Ends every container and the service. */
    public void stop() throws Exception {
        run("rm", "--all", "--force", "--time", "0");
        stopService();
    }
}
