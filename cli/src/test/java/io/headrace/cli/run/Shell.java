package io.headrace.cli.run;

import io.headrace.cli.FakeGateway;
import io.headrace.cli.ScriptedPace;
import io.headrace.cli.Typed;
import io.headrace.transport.TransportException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Somebody who types {@code headrace run} beside a scripted gateway, in a folder of their own. */
final class Shell implements AutoCloseable {

    static final String NAME = "0f1e2d3c";

    FakeGateway gateway;
    final Path folder;

    private final List<Runnable> interrupts = new ArrayList<>();
    private ScriptedPace pace = new ScriptedPace();
    private InputStream stdin = InputStream.nullInputStream();
    private boolean isInteractive;

    Shell(Path folder) throws TransportException {
        this.folder = folder;
        this.gateway = new FakeGateway();
    }

    /** What happens while the command pauses; after the last one it is interrupted. */
    Shell whilePausing(Runnable... happenings) {
        pace = new ScriptedPace(happenings);
        return this;
    }

    Shell piping(String text) {
        stdin = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Shell atTerminal() {
        isInteractive = true;
        return this;
    }

    /** Presses Ctrl-C. */
    void interrupt() {
        List.copyOf(interrupts).forEach(Runnable::run);
    }

    /** Another gateway in the place of the one that was closed. */
    void restart(int port) {
        try {
            gateway = new FakeGateway(port);
        } catch (TransportException taken) {
            throw new IllegalStateException(taken);
        }
    }

    boolean hasSomethingToCancel() {
        return !interrupts.isEmpty();
    }

    Typed run(String... arguments) {
        var all = Stream.concat(Stream.of(arguments), Stream.of("--gateway", gateway.uri()))
                .toArray(String[]::new);
        return Typed.type(
                isInteractive,
                terminal -> new RunCommand(new RunTools(
                        terminal,
                        stdin,
                        pace,
                        last -> {
                            interrupts.add(last);
                            return () -> interrupts.remove(last);
                        },
                        () -> NAME)),
                all);
    }

    /** Runs with the folder as output. */
    Typed runHere(String... arguments) {
        return run(Stream.concat(Stream.of(arguments), Stream.of("-o", folder + "/"))
                .toArray(String[]::new));
    }

    String picture(String name, int width, int height) {
        return file(name, png(width, height));
    }

    String file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes).toString();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** In the folder, hidden ones included. */
    List<String> files() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] png(int width, int height) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
