package io.headrace.gateway.batch.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.FormLayout;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureHeader;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.file.VisualHeader;
import io.headrace.wire.batch.file.WaveHeader;
import io.headrace.wire.batch.price.Counting;
import io.headrace.wire.batch.price.WorkCount;
import io.headrace.wire.batch.price.WorkUnits;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.multipart.MultipartReader;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes requests in: reads, limits, looks at the file's header. What is wrong with a request by itself is said here, and
 * no orchestrator is asked (pipelines section 3.2). Any thread.
 */
public final class RequestIntake {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i).*;\\s*boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70})).*");
    private static final Pattern NAME =
            Pattern.compile("(?i)(?:^|[;\\s])name=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");
    private static final Pattern FILE_NAME =
            Pattern.compile("(?i)[;\\s]filename=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");

    private static final int MAX_MODEL = 240;
    private static final int FORM_OVERHEAD = 8 * 1024 * 1024;
    private static final int PARTS = FormFields.MAX_FIELDS + 1;

    private final Path uploads;
    private final BatchLimits limits;
    private final SoundProbe sounds;
    private final UnnamedModel unnamed;

    /** @param uploads where large files wait; cleared by nobody else */
    public RequestIntake(Path uploads, BatchLimits limits, SoundProbe sounds, UnnamedModel unnamed) {
        this.uploads = uploads;
        this.limits = limits;
        this.sounds = sounds;
        this.unnamed = unnamed;
    }

    /** @throws IOException when the client breaks off */
    Arrived read(Pipeline pipeline, Exchange exchange) throws IOException, RefusedRequest, InterruptedException {
        var type = exchange.headers().first("Content-Type").orElse("");
        var kind = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        try {
            var arrived = FormLayout.fileField(pipeline).isPresent()
                    ? form(pipeline, exchange, type, kind)
                    : document(pipeline, exchange, kind);
            return checked(arrived);
        } catch (BodyTooLargeException large) {
            throw tooLarge(pipeline);
        } catch (GarbledPartsException | UnreadableException senseless) {
            throw new RefusedRequest(new BatchFailure.BadRequest(String.valueOf(senseless.getMessage())));
        }
    }

    private RefusedRequest tooLarge(Pipeline pipeline) {
        var most = FormLayout.fileField(pipeline).isPresent()
                ? "the file may have at most " + limits.fileBytes(pipeline) + " bytes"
                : "the document may have at most " + limits.documentBytes(pipeline) + " bytes";
        return new RefusedRequest(new BatchFailure.TooLarge("The request is too large: " + most));
    }

    private Arrived document(Pipeline pipeline, Exchange exchange, String kind)
            throws IOException, RefusedRequest, UnreadableException, InterruptedException {
        if (!kind.isEmpty() && !kind.equals("application/json") && !kind.endsWith("+json")) {
            throw wrongType(pipeline, kind, "application/json");
        }
        var json = new String(exchange.body().readAll(limits.documentBytes(pipeline)), UTF_8);
        var request = BatchRequestCodec.decode(pipeline, new RequestContent.Document(json));
        boolean named = !request.model().equals(pipeline.defaultModel()) || namesModel(pipeline, json);
        return new Arrived(named ? request : request.withModel(unnamed.of(pipeline)), Optional.empty());
    }

    private static boolean namesModel(Pipeline pipeline, String json) throws UnreadableException {
        var field = pipeline.equals(BuiltInPipelines.LLM) ? FormLayout.MODEL : FormLayout.MODEL_ID;
        return !JsonDocument.parse(json, pipeline.name().text(), json.length())
                .fields()
                .text(field)
                .isEmpty();
    }

    private static RefusedRequest wrongType(Pipeline pipeline, String kind, String wanted) {
        return new RefusedRequest(new BatchFailure.UnsupportedMedia(
                pipeline.name() + " takes " + wanted + ", not " + (kind.isEmpty() ? "a body without a type" : kind)));
    }

    private Arrived form(Pipeline pipeline, Exchange exchange, String type, String kind)
            throws IOException, RefusedRequest, GarbledPartsException, UnreadableException, InterruptedException {
        var boundary = BOUNDARY.matcher(type);
        if (!kind.equals("multipart/form-data") || !boundary.matches()) {
            throw wrongType(pipeline, kind, "multipart/form-data with a boundary");
        }
        var upload = new Upload(uploads);
        boolean taken = false;
        try (var body = exchange.body().stream(limits.fileBytes(pipeline) + FORM_OVERHEAD)) {
            var separator = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
            var content = parts(pipeline, body, separator, upload);
            var arrived = new Arrived(BatchRequestCodec.decode(pipeline, content), Optional.of(upload));
            taken = true;
            return arrived;
        } finally {
            if (!taken) {
                upload.close();
            }
        }
    }

    private RequestContent.Form parts(Pipeline pipeline, InputStream body, String boundary, Upload upload)
            throws IOException, RefusedRequest, GarbledPartsException, InterruptedException {
        var field = FormLayout.fileField(pipeline).orElseThrow();
        var reader = MultipartReader.open(body, boundary, PARTS);
        var texts = FormFields.NONE;
        var files = new FileParts(pipeline, upload);
        for (var head = reader.next(); head.isPresent(); head = reader.next()) {
            var disposition = head.get().getOrDefault("Content-Disposition", "");
            var name = group(NAME, disposition).orElse("");
            if (files.wants(name)) {
                part(pipeline, reader, upload);
                files.took(group(FILE_NAME, disposition).orElse(""), head.get().getOrDefault("Content-Type", ""));
            } else if (group(FILE_NAME, disposition).isPresent() || name.isEmpty()) {
                reader.body(OutputStream.nullOutputStream(), FORM_OVERHEAD);
            } else if (texts.text(name).isEmpty()) {
                texts = with(texts, name, reader);
            } else {
                reader.body(OutputStream.nullOutputStream(), FORM_OVERHEAD);
            }
        }
        upload.complete();
        var file = files.isEmpty() ? Optional.<UploadedFile>empty() : Optional.of(file(pipeline, files, upload));
        if (files.several().isPresent()) {
            texts = texts.with(FormLayout.PARTS, files.several().get());
        }
        if (texts.text(FormLayout.MODEL_ID).orElse("").isEmpty()) {
            texts = texts.with(FormLayout.MODEL_ID, unnamed.of(pipeline));
        }
        return new RequestContent.Form(
                texts,
                file.<Map<String, UploadedFile>>map(one -> Map.of(field, one)).orElseGet(Map::of));
    }

    private static FormFields with(FormFields texts, String name, MultipartReader reader)
            throws IOException, RefusedRequest, GarbledPartsException {
        var text = new ByteArrayOutputStream();
        reader.body(text, FormFields.MAX_TEXT);
        try {
            return texts.with(name, text.toString(UTF_8));
        } catch (IllegalArgumentException tooMuch) {
            throw new RefusedRequest(new BatchFailure.BadRequest(String.valueOf(tooMuch.getMessage())));
        }
    }

    private void part(Pipeline pipeline, MultipartReader reader, Upload upload) throws IOException, RefusedRequest {
        long before = upload.length();
        try {
            reader.body(upload, limits.fileBytes(pipeline) - before);
        } catch (GarbledPartsException tooLargeOrCut) {
            if (upload.length() >= limits.fileBytes(pipeline)) {
                throw tooLarge(pipeline);
            }
            throw new RefusedRequest(new BatchFailure.BadRequest(String.valueOf(tooLargeOrCut.getMessage())));
        }
        if (upload.length() == before) {
            throw new RefusedRequest(new BatchFailure.BadRequest("the file is empty"));
        }
    }

    private UploadedFile file(Pipeline pipeline, FileParts files, Upload upload)
            throws IOException, RefusedRequest, InterruptedException {
        try {
            return new UploadedFile(files.name(), files.type(), upload.length(), content(pipeline, upload));
        } catch (IllegalArgumentException odd) {
            throw new RefusedRequest(new BatchFailure.BadRequest(String.valueOf(odd.getMessage())));
        }
    }

    private FileContent content(Pipeline pipeline, Upload upload) throws IOException, InterruptedException {
        if (!pipeline.equals(BuiltInPipelines.AUDIO_TO_TEXT)) {
            try (var bytes = upload.bytes().open()) {
                return VisualHeader.read(bytes, FormLayout.takesFilms(pipeline));
            }
        }
        var beginning = upload.beginning(PictureHeader.BYTES_TO_READ);
        var told = WaveHeader.read(beginning, upload.length());
        var length = told.isPresent() ? told : sounds.duration(upload.onDisk());
        return length.<FileContent>map(FileContent.Sound::new).orElseGet(FileContent.Unknown::new);
    }

    private static Optional<String> group(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find()
                ? Optional.of(
                        found.group(1) == null ? found.group(2) : found.group(1).replace("\\\"", "\""))
                : Optional.empty();
    }

    private Arrived checked(Arrived arrived) throws IOException, RefusedRequest {
        var failure = failure(arrived.request());
        if (failure.isPresent()) {
            arrived.close();
            throw new RefusedRequest(failure.get());
        }
        return arrived;
    }

    private Optional<BatchFailure> failure(BatchRequest request) {
        if (request.model().length() > MAX_MODEL) {
            return Optional.of(new BatchFailure.BadRequest("The model's name has "
                    + request.model().length() + " characters; at most " + MAX_MODEL + " are taken"));
        }
        if (WorkUnits.requested(request, Counting.OWN) instanceof WorkCount.Unmeasurable(var why)) {
            return Optional.of(new BatchFailure.UnsupportedMedia(why));
        }
        if (WorkUnits.requested(request, Counting.EXISTING_ORCHESTRATOR) instanceof WorkCount.Unmeasurable(var why)) {
            return Optional.of(new BatchFailure.BadRequest(why));
        }
        return limits.excess(request);
    }
}
