package io.headrace.examples.palette;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.inference.container.Podman;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The example's image, built as its description says, and containers of it, which listen on the machine's own network. */
public final class PaletteImage {

    private static final String NAME = "localhost/headrace-test-palette";

    /** Of what the program needs besides its own classes; written when the example is built. */
    private static final String LIBRARIES = "/palette.classpath";

    private static final long PATIENCE_S = 120;

    private final Podman podman;

    private PaletteImage(Podman podman) {
        this.podman = podman;
    }

    /** @param context a folder that is not there yet */
    public static PaletteImage build(Podman podman, Path context) throws Exception {
        var examples = examples();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                examples.resolve("Context.java").toString(),
                context.toString()));
        command.addAll(program());
        run(command);
        var recipe = examples.resolve("palette").resolve("Containerfile");
        podman.run("build", "--tag=" + NAME, "--file=" + recipe, context.toString());
        return new PaletteImage(podman);
    }

    /** Tests of several modules build it, each from its own folder. */
    private static Path examples() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("examples"))
                .filter(folder -> Files.isRegularFile(folder.resolve("Context.java")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No folder above has the examples"));
    }

    private static List<String> program() throws Exception {
        var own = Palette.class.getProtectionDomain().getCodeSource().getLocation();
        return Stream.concat(
                        Stream.of(Path.of(own.toURI()).toString()),
                        Stream.of(libraries().split(":")))
                .toList();
    }

    private static String libraries() throws IOException {
        try (var written = Objects.requireNonNull(PaletteImage.class.getResourceAsStream(LIBRARIES), LIBRARIES)) {
            return new String(written.readAllBytes(), UTF_8).strip();
        }
    }

    private static void run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
    }

    /**
     * Begins one more, which is removed when it ends.
     *
     * @return the container's id; it may not listen yet
     */
    public String start(Map<String, String> environment) throws Exception {
        var command = new ArrayList<>(List.of(
                "run",
                "--detach",
                "--rm",
                "--network=host",
                "--ulimit=nofile=1024:1024",
                "--ulimit=nproc=32768:32768"));
        environment.forEach((name, value) -> command.add("--env=" + name + "=" + value));
        command.add(NAME);
        return podman.run(command.toArray(String[]::new));
    }
}
