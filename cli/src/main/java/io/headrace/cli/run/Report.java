package io.headrace.cli.run;

import io.headrace.cli.JsonOutput;
import io.headrace.cli.Terminal;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells what came of a request: a result alone on standard output and one line beside it, or one document. */
final class Report {

    private static final JsonMapper JSON = new JsonMapper();

    private final Terminal terminal;
    private final boolean json;
    private final String pipeline;

    /** @param pipeline or container that was asked for */
    Report(Terminal terminal, boolean json, String pipeline) {
        this.terminal = terminal;
        this.json = json;
        this.pipeline = pipeline;
    }

    /** Whether it is one document, which must be whole before it is told. */
    boolean isDocument() {
        return json;
    }

    void done(Result result, Facts facts, Duration took) {
        if (json) {
            JsonOutput.print(terminal.out(), document(result, facts, took));
            return;
        }
        result.words()
                .ifPresent(words -> terminal.out().println(terminal.isInteractive() ? Printable.of(words) : words));
        result.files().forEach(saved -> terminal.out().println(saved.file()));
        terminal.out().flush();
        terminal.err().println(line(result, facts, took));
    }

    /** A job that nobody waits for. */
    void begun(String job, String gateway) {
        if (json) {
            JsonOutput.print(
                    terminal.out(),
                    JSON.createObjectNode()
                            .put("job", job)
                            .put("pipeline", pipeline)
                            .put("state", "Begun")
                            .put("location", gateway + "jobs/" + job));
            return;
        }
        terminal.out().println(job);
        terminal.out().flush();
        terminal.err().println("Job " + job + " is under way. `headrace run --job " + job + "` waits for its result.");
    }

    /** Only the document; the sentence is the failure's own. */
    void failed(RunFailed.Problem problem) {
        if (json) {
            JsonOutput.print(terminal.out(), document(problem));
        }
    }

    private ObjectNode document(Result result, Facts facts, Duration took) {
        var document = JSON.createObjectNode();
        facts.job().ifPresent(job -> document.put("job", job));
        document.put("pipeline", pipeline).put("state", "Completed");
        facts.model().ifPresent(model -> document.put("model", model));
        facts.kind().ifPresent(kind -> document.put("modelKind", kind));
        facts.orchestrator().ifPresent(orchestrator -> document.put("orchestrator", orchestrator));
        document.put("seconds", took.toMillis() / 1e3);
        copy(facts.status(), "fee", document);
        copy(facts.status(), "tickets", document);
        var files = document.putArray("files");
        result.files().forEach(saved -> files.add(file(saved)));
        result.words().ifPresent(words -> document.put("text", words));
        document.setAll(result.more());
        return document;
    }

    private static void copy(JsonNode from, String name, ObjectNode to) {
        if (from.hasNonNull(name)) {
            to.set(name, from.path(name));
        }
    }

    private static ObjectNode file(Saved saved) {
        var file = JSON.createObjectNode().put("file", saved.file().toString()).put("bytes", saved.bytes());
        saved.size().ifPresent(size -> file.put("width", size.width()).put("height", size.height()));
        saved.seed().ifPresent(seed -> file.put("seed", seed));
        return file.put("nsfw", saved.nsfw());
    }

    private ObjectNode document(RunFailed.Problem problem) {
        var document = JSON.createObjectNode();
        problem.job().ifPresent(job -> document.put("job", job));
        document.put("pipeline", pipeline).put("state", "Failed");
        if (problem.status() != 0) {
            document.put("status", problem.status());
        }
        document.put("reason", problem.sentence());
        problem.retryAfterSeconds().ifPresent(seconds -> document.put("retryAfterSeconds", Long.parseLong(seconds)));
        if (!problem.candidates().isEmpty()) {
            document.set("candidates", problem.candidates());
        }
        return document;
    }

    private static String line(Result result, Facts facts, Duration took) {
        var line = new StringBuilder(
                        facts.job().map(job -> "Job " + job + " is done").orElse("Done"))
                .append(String.format(Locale.ROOT, " in %.1f s", took.toMillis() / 1e3));
        facts.orchestrator().ifPresent(orchestrator -> line.append(" by ").append(Printable.of(orchestrator)));
        if (!result.files().isEmpty()) {
            line.append(": ")
                    .append(result.files().stream().map(Saved::toString).collect(Collectors.joining(", ")));
        }
        if (result.more().has("tokens")) {
            line.append(", ").append(result.more().path("tokens").asLong()).append(" tokens");
        }
        return line.append('.').append(kind(facts)).toString();
    }

    /** What is no model must not look like one. */
    private static String kind(Facts facts) {
        var model =
                facts.model().map(Printable::of).map(name -> " (" + name + ")").orElse("");
        return switch (facts.kind().orElse("")) {
            case "classic" -> " Made by a classical method" + model + ", not by a trained model.";
            case "demo" -> " Made by a stand-in for demonstrations" + model + ": not to be taken for the real thing.";
            default ->
                facts.model().map(name -> " Model " + Printable.of(name) + ".").orElse("");
        };
    }
}
