package io.headrace.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admin.join.JournalJoin;
import io.headrace.admin.join.Unheard;
import io.headrace.job.JobId;
import io.headrace.journal.ExplanationText;
import io.headrace.journal.JobSummary;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalCodec;
import io.headrace.journal.JournalEntry;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a node's journal tells of its jobs. */
record JobRoutes(Journal journal, JournalJoin join) {

    /** Each is read from the journal whole. */
    private static final int MAX_LISTED = 1_000;

    private static final String TEXT = "text/plain";
    private static final JsonMapper MAPPER = new JsonMapper();

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/jobs", (exchange, _) -> list(exchange)),
                Route.of("GET", "/jobs/{id}/explain", this::explain),
                Route.of("GET", "/jobs/{id}/journal", this::lines));
    }

    /** The newest, oldest first. */
    private void list(Exchange exchange) throws IOException {
        var jobs = journal.jobs();
        var lines = jobs.subList(Math.max(0, jobs.size() - MAX_LISTED), jobs.size()).stream()
                .flatMap(job -> JobLine.of(job, journal.read(job)).stream())
                .toList();
        exchange.answer(200, Answers.JSON, document(lines));
    }

    private static String document(List<JobLine> lines) {
        var array = MAPPER.readTree(
                JobSummary.json(lines.stream().map(JobLine::summary).toList()));
        for (int i = 0; i < lines.size(); i++) {
            if (array.get(i) instanceof ObjectNode fields) {
                fields.put("model", lines.get(i).model());
                fields.put("quantity", lines.get(i).quantity());
                fields.put("seconds", lines.get(i).seconds());
                fields.put("orchestrator", lines.get(i).orchestrator());
                fields.put("reason", lines.get(i).reason());
            }
        }
        return MAPPER.writeValueAsString(array);
    }

    private void explain(Exchange exchange, PathParameters path) throws IOException {
        try {
            var id = id(path);
            var joined = id.isPresent() ? join.explain(id.get()) : Optional.<JournalJoin.Joined>empty();
            if (joined.isPresent()) {
                answer(exchange, joined.get());
            } else {
                unknown(exchange, path);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            Answers.refuse(exchange, 503, "The node is stopping");
        }
    }

    /** As a document, or for a caller that asks for plain text as people read it. */
    private static void answer(Exchange exchange, JournalJoin.Joined joined) throws IOException {
        boolean text = exchange.headers().first("Accept").orElse("").startsWith(TEXT);
        var explanation = joined.explanation();
        var body = text ? ExplanationText.print(explanation) : explanation.json();
        var headers = Headers.contentType(text ? TEXT + "; charset=utf-8" : Answers.JSON);
        for (var missing : joined.unheard()) {
            headers = headers.with(Unheard.HEADER, missing.toString());
        }
        exchange.answer(200, headers, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    /** As they stand in the journal, one to a line. */
    private void lines(Exchange exchange, PathParameters path) throws IOException {
        var entries = id(path).map(journal::read).orElse(List.of());
        if (entries.isEmpty()) {
            unknown(exchange, path);
            return;
        }
        try (var body = exchange.begin(200, Headers.contentType("application/x-ndjson"))) {
            for (JournalEntry entry : entries) {
                body.write(ByteBuffer.wrap((JournalCodec.encode(entry) + "\n").getBytes(UTF_8)));
            }
        }
    }

    private static void unknown(Exchange exchange, PathParameters path) throws IOException {
        Answers.refuse(exchange, 404, "No job " + path.get("id") + " is known here");
    }

    private static Optional<JobId> id(PathParameters path) {
        try {
            return Optional.of(new JobId(path.get("id")));
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
        }
    }
}
