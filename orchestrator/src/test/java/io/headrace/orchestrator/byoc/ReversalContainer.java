package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.inference.container.Podman;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A container made from nothing but a static busybox, whose web server turns texts round. */
final class ReversalContainer {

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String IMAGE = "localhost/headrace-test-reversal:1";

    private final Podman podman;
    private final int port;
    private String id = "";

    private ReversalContainer(Podman podman, int port) {
        this.podman = podman;
        this.port = port;
    }

    static boolean isPossible() {
        return Podman.isHere() && Files.isExecutable(BUSYBOX);
    }

    static ReversalContainer start() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var container = new ReversalContainer(Podman.ofModule(), free);
        container.build();
        container.id = container.podman.run(
                "run",
                "--detach",
                "--rm",
                "--network=host",
                "--ulimit=nofile=1024:1024",
                "--ulimit=nproc=1024:1024",
                IMAGE,
                "/bin/busybox",
                "httpd",
                "-f",
                "-p",
                "127.0.0.1:" + free,
                "-h",
                "/www");
        return container;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private void build() throws Exception {
        var root = Files.createTempDirectory(TARGET, "image");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("www/cgi-bin"));
        Files.copy(BUSYBOX, root.resolve("bin/busybox"));
        Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("busybox"));
        script(root, "reverse", "/bin/busybox printf 'Content-Type: text/plain\\r\\n\\r\\n'\n/bin/busybox rev");
        script(root, "hang", "/bin/busybox sleep 60");
        var archive = TARGET.resolve("reversal.tar");
        run(List.of("tar", "--create", "--file=" + archive, "--directory=" + root, "."));
        podman.run("import", archive.toString(), IMAGE);
    }

    private static void script(Path root, String name, String work) throws IOException {
        var file = root.resolve("www/cgi-bin").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + work + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void kill() throws Exception {
        podman.run("kill", id);
    }

    private static void run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
    }

    void stop() throws Exception {
        podman.stop();
    }
}
