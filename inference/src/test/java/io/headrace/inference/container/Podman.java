package io.headrace.inference.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Podman for tests, with storage of its own below the build's folder, so that nothing of the machine's is seen or left
 * behind. It needs root.
 */
public final class Podman {

    private static final long PATIENCE_S = 120;

    private final Path storage;
    private final Path running;

    private Podman(Path storage) {
        this.storage = storage;
        // Podman takes no more than 50 characters here, which a clone in a deep folder exceeds; the same at each run.
        this.running = Path.of("/tmp/headrace-podman-" + Integer.toHexString(storage.hashCode()));
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

    /** With what the module's tests stored before. */
    public static Podman ofModule() throws IOException {
        return in(Path.of("target", "podman"));
    }

    public static Podman in(Path storage) throws IOException {
        return new Podman(Files.createDirectories(storage).toAbsolutePath());
    }

    /** @return the last line of what it printed */
    public String run(String... arguments) throws Exception {
        return output(command(arguments)).lines().reduce("", (_, last) -> last);
    }

    /** Names of all containers, sorted. */
    public List<String> containers() throws Exception {
        return output(command("ps", "--all", "--format", "{{.Names}}"))
                .lines()
                .sorted()
                .toList();
    }

    boolean has(String image) throws Exception {
        return started(command("image", "exists", image)).waitFor() == 0;
    }

    Process serve(String address, Path log) throws IOException {
        return builder(command("system", "service", "--time=0", address))
                .redirectOutput(log.toFile())
                .start();
    }

    Path storage() {
        return storage;
    }

    private List<String> command(String... arguments) {
        var all = new ArrayList<>(List.of(
                "podman",
                "--root=" + storage.resolve("root"),
                "--runroot=" + running,
                "--cgroup-manager=cgroupfs",
                "--runtime=runc",
                "--log-level=error"));
        all.addAll(List.of(arguments));
        return all;
    }

    /** Podman's network wants iptables, which is not on every path: without it published ports stay taken for ever. */
    private static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        return builder;
    }

    private static Process started(List<String> command) throws IOException {
        var process = builder(command).start();
        process.getOutputStream().close();
        return process;
    }

    private static String output(List<String> command) throws Exception {
        var process = started(command);
        var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    /** Ends every container; images are kept. */
    public void stop() throws Exception {
        run("rm", "--all", "--force", "--time", "0");
        // Mounted on itself as long as anybody could start a container; the folder could not be deleted.
        started(List.of("umount", storage.resolve("root/overlay").toString())).waitFor();
    }
}
