package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.run.request.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a pipeline is given to work on. */
final class InputOptions {

    /** Of one text, in bytes. */
    static final int MAX_TEXT = 16 << 20;

    @Option(
            names = {"--image", "--image2"},
            paramLabel = "FILE",
            description = "a picture; of several, in their order")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--video", paramLabel = "FILE", description = "a clip")
    private Optional<Path> video = Optional.empty();

    @Option(names = "--audio", paramLabel = "FILE", description = "a recording")
    private Optional<Path> audio = Optional.empty();

    @Option(names = "--prompt", paramLabel = "TEXT", description = "what is wanted; @FILE, or - for standard input")
    private Optional<String> prompt = Optional.empty();

    @Option(names = "--text", paramLabel = "TEXT", description = "what is spoken; @FILE, or - for standard input")
    private Optional<String> text = Optional.empty();

    @Option(names = "--model", paramLabel = "MODEL", description = "who shall do it (default: the network's choice)")
    private Optional<String> model = Optional.empty();

    @Option(names = "--points", paramLabel = "X,Y;X,Y", description = "where the thing is that is cut out, in pixels")
    private Optional<String> points = Optional.empty();

    @Option(names = "--labels", paramLabel = "1,0", description = "of the points: 1 belongs to it, 0 does not")
    private Optional<String> labels = Optional.empty();

    @Option(names = "--box", paramLabel = "X1,Y1,X2,Y2", description = "around the thing that is cut out, in pixels")
    private Optional<String> box = Optional.empty();

    @Option(names = "--param", paramLabel = "KEY=VALUE", description = "any other field of the request; repeatable")
    private Map<String, String> parameters = new LinkedHashMap<>();

    /** @throws CommandFailed when a text cannot be read */
    Inputs inputs(InputStream stdin) {
        if (prompt.filter("-"::equals).isPresent() && text.filter("-"::equals).isPresent()) {
            throw new CommandFailed(ExitCode.WRONG_USE, "Standard input can be --prompt or --text, not both");
        }
        return new Inputs(
                images,
                video,
                audio,
                new Inputs.Texts(
                        prompt.map(typed -> read(typed, stdin)),
                        text.map(typed -> read(typed, stdin)),
                        points,
                        labels,
                        box),
                model,
                new LinkedHashMap<>(parameters));
    }

    /** A text as it is typed, or that of the file behind an {@code @}, or that of standard input for {@code -}. */
    static String read(String typed, InputStream stdin) {
        try {
            if (typed.equals("-")) {
                return text("standard input", stdin);
            }
            if (typed.startsWith("@")) {
                try (var file = Files.newInputStream(Path.of(typed.substring(1)))) {
                    return text(typed.substring(1), file);
                }
            }
            return typed;
        } catch (IOException unreadable) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE,
                    typed.substring(1) + " is no file that can be read: " + unreadable.getMessage());
        }
    }

    private static String text(String name, InputStream from) throws IOException {
        var bytes = from.readNBytes(MAX_TEXT + 1);
        if (bytes.length > MAX_TEXT) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "The text of " + name + " is longer than " + MAX_TEXT + " bytes");
        }
        return new String(bytes, UTF_8).stripTrailing();
    }
}
