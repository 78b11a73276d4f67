package io.headrace.gateway.batch.later;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.BatchTerms;
import io.headrace.gateway.batch.FileBytes;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PipelineName;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.FormLayout;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.batch.error.ErrorDocument;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a job for which nobody waits has on disk. What is read equals what was written; everything is written aside first,
 * so that a crash leaves all of it or nothing.
 *
 * <pre>
 * request   {"pipeline", "document" | "fields":[[name, text]…], "file":{"name","type","length","width","height"|"millis"},
 *            "finishMillis", "webhook", "event", "key"}
 * upload    the bytes of the file
 * result    {"status", "body", "kind"}: what a client that waited would have got; the kind where one was told
 * told      the webhook has been told; empty
 * </pre>
 */
record LaterFolder(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What was asked, and how it is told about. */
    record Order(BatchRequest request, FileBytes file, BatchTerms terms, LaterAsk ask, String event) {}

    /**
     * What became of it.
     *
     * @param status as an answer would have had
     * @param body the document
     * @param modelKind what the runner said that it is
     */
    record Result(int status, String body, Optional<String> modelKind) {
        boolean good() {
            return status == 200;
        }
    }

    void write(BatchRequest request, FileBytes file, BatchTerms terms, LaterAsk ask, String event) throws IOException {
        var document = JSON.createObjectNode();
        document.put("pipeline", request.pipeline().name().toString());
        switch (request.body()) {
            case BatchRequest.Body.Json(var json) -> document.put("document", json.text());
            case BatchRequest.Body.Form(var fields, var uploaded) -> {
                put(document, fields, uploaded);
                try (var bytes = file.open()) {
                    Files.copy(bytes, folder.resolve("upload"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        terms.finish().ifPresent(finish -> document.put("finishMillis", finish.toMillis()));
        ask.webhook().ifPresent(hook -> document.put("webhook", hook.toString()));
        ask.idempotencyKey().ifPresent(key -> document.put("key", key));
        document.put("event", event);
        replace("request", document.toString());
    }

    private static void put(ObjectNode document, FormFields fields, UploadedFile file) {
        var texts = document.putArray("fields");
        fields.fields().forEach(field -> texts.addArray().add(field.name()).add(field.text()));
        var about = document.putObject("file");
        about.put("name", file.name()).put("type", file.mediaType()).put("length", file.length());
        switch (file.content()) {
            case FileContent.Picture(var size) ->
                about.put("width", size.width()).put("height", size.height());
            case FileContent.Film(var size, long frames, var duration) ->
                about.put("width", size.width())
                        .put("height", size.height())
                        .put("frames", frames)
                        .put("millis", duration.toMillis());
            case FileContent.Sound(var duration) -> about.put("millis", duration.toMillis());
            case FileContent.Unknown _ -> {}
        }
    }

    private void replace(String name, String text) throws IOException {
        var aside = folder.resolve(name + ".part");
        Files.writeString(aside, text, UTF_8);
        Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** When it was over; empty when it is not. */
    Optional<Instant> finished() throws IOException {
        var result = folder.resolve("result");
        return Files.exists(result)
                ? Optional.of(Files.getLastModifiedTime(result).toInstant())
                : Optional.empty();
    }

    /** Empty when there is none, or it cannot be read. */
    Optional<Order> order() {
        try {
            var document = JSON.readTree(Files.readString(folder.resolve("request"), UTF_8));
            var pipeline = BuiltInPipelines.find(
                            new PipelineName(document.required("pipeline").stringValue()))
                    .orElseThrow(() -> new IOException("an unknown pipeline"));
            var request = BatchRequestCodec.decode(pipeline, content(pipeline, document));
            var usual = BatchTerms.USUAL;
            var finish = text(document, "finishMillis").map(millis -> Duration.ofMillis(Long.parseLong(millis)));
            return Optional.of(new Order(
                    request,
                    document.has("file") ? FileBytes.at(folder.resolve("upload")) : FileBytes.NONE,
                    new BatchTerms(BatchTerms.LONGEST_WAIT, finish, usual.maxPrice()),
                    new LaterAsk(text(document, "webhook").map(URI::create), text(document, "key")),
                    document.required("event").stringValue()));
        } catch (IOException | JacksonException | IllegalArgumentException | UnreadableException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode document, String name) {
        return document.has(name) ? Optional.of(document.required(name).asString()) : Optional.empty();
    }

    private static RequestContent content(Pipeline pipeline, JsonNode document) {
        if (document.has("document")) {
            return new RequestContent.Document(document.required("document").stringValue());
        }
        var fields = new ArrayList<FormFields.Field>();
        document.required("fields")
                .values()
                .forEach(each -> fields.add(new FormFields.Field(
                        each.required(0).stringValue(), each.required(1).stringValue())));
        var about = document.required("file");
        var file = new UploadedFile(
                about.required("name").stringValue(),
                about.required("type").stringValue(),
                about.required("length").longValue(),
                content(about));
        return new RequestContent.Form(
                new FormFields(fields), Map.of(FormLayout.fileField(pipeline).orElseThrow(), file));
    }

    private static FileContent content(JsonNode about) {
        if (about.has("width")) {
            var size = new PictureSize(
                    about.required("width").intValue(), about.required("height").intValue());
            return about.has("frames")
                    ? new FileContent.Film(size, about.required("frames").longValue(), millis(about))
                    : new FileContent.Picture(size);
        }
        return about.has("millis") ? new FileContent.Sound(millis(about)) : new FileContent.Unknown();
    }

    private static Duration millis(JsonNode about) {
        return Duration.ofMillis(about.required("millis").longValue());
    }

    void put(BatchOutcome outcome) throws IOException {
        var result = switch (outcome) {
            case BatchOutcome.Done done -> new Result(200, BatchReplyCodec.encode(done.reply()), done.modelKind());
            case BatchOutcome.Failed failed -> {
                var error = ErrorDocument.of(failed.failure());
                yield new Result(error.status(), error.encode(), Optional.empty());
            }
            case BatchOutcome.Chat _ -> throw new IOException("An answer in pieces is read by somebody or by nobody");
        };
        var document = JSON.createObjectNode();
        document.put("status", result.status()).put("body", result.body());
        result.modelKind().ifPresent(kind -> document.put("kind", kind));
        replace("result", document.toString());
    }

    /** Empty while there is none. */
    Optional<Result> result() {
        try {
            var document = JSON.readTree(Files.readString(folder.resolve("result"), UTF_8));
            return Optional.of(new Result(
                    document.required("status").intValue(),
                    document.required("body").stringValue(),
                    text(document, "kind")));
        } catch (IOException | JacksonException none) {
            return Optional.empty();
        }
    }

    boolean told() {
        return Files.exists(folder.resolve("told"));
    }

    void markTold() throws IOException {
        replace("told", "");
    }

    /** Nothing of it is kept any more but what the journal says. By result and request the rest is found again. */
    void clear() throws IOException {
        for (var name : new String[] {"upload", "told", "order.json", "result", "request"}) {
            Files.deleteIfExists(folder.resolve(name + ".part"));
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
