package io.headrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command as somebody typed it, and what came of it. */
public record Typed(int exitCode, String out, String err) {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public static Typed type(Function<Terminal, Callable<Integer>> command, String... arguments) {
        return type(false, command, arguments);
    }

    /** @param isInteractive whether a person looks at it */
    public static Typed type(
            boolean isInteractive, Function<Terminal, Callable<Integer>> command, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal =
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), isInteractive);
        var line = new CommandLine(command.apply(terminal)).setExpandAtFiles(false);
        line.setErr(new PrintWriter(err, true, UTF_8));
        line.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof CommandFailed failed) {
                terminal.err().println(failed.getMessage());
                return failed.exitCode().code();
            }
            throw failure;
        });
        return new Typed(line.execute(arguments), out.toString(UTF_8), err.toString(UTF_8));
    }

    /** The one document on standard output; fails where there is more. */
    public JsonNode document() {
        return STRICT.readTree(out);
    }
}
