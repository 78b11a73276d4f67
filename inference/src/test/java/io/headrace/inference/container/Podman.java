package io.headrace.inference.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

    /** Stops what a container does, where it stands; returns when it does nothing any more. */
    public void freeze(String container) throws Exception {
        var process = Path.of("/proc", run("inspect", "--format", "{{.State.Pid}}", container), "stat");
        run("kill", "--signal=STOP", container);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        // The state follows the name, which is in parentheses; a stopped process is in T.
        while (!Files.readString(process).replaceFirst(".*\\) ", "").startsWith("T")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(container + " does not stop: " + Files.readString(process));
            }
            LockSupport.parkNanos(5_000_000);
        }
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
        awaitEnd();
        // The storage is mounted on itself as long as anybody could start a container; its folder could not be deleted.
        for (var point : mounts().reversed()) {
            output(List.of("umount", point));
        }
    }

    /** Ends every container and leaves nothing behind, images neither. */
    public void remove() throws Exception {
        stop();
        output(List.of("rm", "--recursive", "--force", storage.toString(), running.toString()));
    }

    /**
     * The monitor of a container that has ended starts a process that cleans up after it, for which nobody waits: it would
     * mount the storage again, and write there.
     */
    private void awaitEnd() throws Exception {
        for (var left = processes(); !left.isEmpty(); left = processes()) {
            for (var process : left) {
                process.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
            }
        }
    }

    /** All that were started for this storage, by whomever. */
    private List<ProcessHandle> processes() {
        var root = storage.resolve("root").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(root))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    /** In the order in which they were mounted. */
    private List<String> mounts() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> line.split(" ")[4].replace("\\040", " "))
                    .filter(point ->
                            Path.of(point).startsWith(storage) || Path.of(point).startsWith(running))
                    .toList();
        }
    }
}
