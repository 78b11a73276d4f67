package io.headrace.inference.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.engine.ChildCommand;
import io.headrace.inference.FakeRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** An image with {@link FakeRunner} in it: a small Java runtime from scratch, made once for each state of the program. */
public final class RunnerImage {

    private static final String REPOSITORY = "localhost/headrace-test-runner:";
    private static final List<Class<?>> PROGRAM = List.of(FakeRunner.class, ChildCommand.class);
    private static final List<Path> LIBRARIES = Stream.of(
                    "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libz.so.1")
            .map(Path.of("/lib/x86_64-linux-gnu")::resolve)
            .toList();

    private RunnerImage() {}

    public static String in(Podman podman) throws Exception {
        var image = REPOSITORY + digest();
        if (!podman.has(image)) {
            build(podman, image);
        }
        return image;
    }

    private static String digest() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(System.getProperty("java.vm.version").getBytes(UTF_8));
        for (var type : PROGRAM) {
            digest.update(bytes(type));
        }
        return new BigInteger(1, digest.digest()).toString(16).substring(0, 12);
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (var resource = Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
            return resource.readAllBytes();
        }
    }

    private static void build(Podman podman, String image) throws Exception {
        var root = Files.createTempDirectory(Path.of("target"), "image");
        link(root.resolve("java"));
        copy(Path.of("/lib64/ld-linux-x86-64.so.2"), root.resolve("lib64/ld-linux-x86-64.so.2"));
        for (var library : LIBRARIES) {
            copy(library, root.resolve("lib/x86_64-linux-gnu").resolve(library.getFileName()));
        }
        for (var type : PROGRAM) {
            var file = root.resolve("app").resolve(type.getName().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(type));
        }
        Files.createDirectories(root.resolve("tmp"));
        Files.createDirectories(root.resolve("models"));
        var archive = Files.createTempFile(Path.of("target"), "image", ".tar");
        run("tar", "--create", "--file=" + archive, "--directory=" + root, ".");
        podman.run(
                "import",
                "--change",
                "CMD [\"/java/bin/java\",\"-XX:+UseSerialGC\",\"-XX:TieredStopAtLevel=1\","
                        + "\"-Xmx32m\",\"-cp\",\"/app\",\"" + FakeRunner.class.getName() + "\"]",
                archive.toString(),
                image);
        Files.delete(archive);
        run("rm", "--recursive", root.toString());
    }

    private static void link(Path target) {
        var said = new PrintWriter(System.err, true, UTF_8);
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        said,
                        said,
                        "--add-modules",
                        "java.base,jdk.httpserver",
                        "--strip-debug",
                        "--no-man-pages",
                        "--no-header-files",
                        "--output",
                        target.toString());
        if (code != 0) {
            throw new IllegalStateException("jlink ended with " + code);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from.toRealPath(), to);
    }

    private static void run(String... command) throws Exception {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
    }
}
