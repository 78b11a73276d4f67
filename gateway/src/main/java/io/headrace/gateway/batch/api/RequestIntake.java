package io.headrace.gateway.batch.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.FileBytes;
import io.headrace.gateway.batch.form.FormReader;
import io.headrace.gateway.batch.form.Upload;
import io.headrace.gateway.batch.form.UploadedForm;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
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
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes requests in: reads, limits, looks at the file's header. What is wrong with a request by itself is said here, and
 * no orchestrator is asked (pipelines section 3.2). Any thread.
 */
public final class RequestIntake {

    private static final int MAX_MODEL = 240;
    private static final int FORM_OVERHEAD = 8 * 1024 * 1024;

    private final FormReader forms;
    private final BatchLimits limits;
    private final SoundProbe sounds;
    private final UnnamedModel unnamed;

    /** @param uploads where large files wait; cleared by nobody else */
    public RequestIntake(Path uploads, BatchLimits limits, SoundProbe sounds, UnnamedModel unnamed) {
        this.forms = new FormReader(uploads);
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
        return new Arrived(
                named ? request : request.withModel(unnamed.of(pipeline)), FileBytes.NONE, UploadedForm.NONE);
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
        var boundary = FormReader.boundary(type);
        if (!kind.equals("multipart/form-data") || boundary.isEmpty()) {
            throw wrongType(pipeline, kind, "multipart/form-data with a boundary");
        }
        var field = FormLayout.fileField(pipeline).orElseThrow();
        var expected = new FormReader.Files(field, limits.fileBytes(pipeline));
        try (var body = exchange.body().stream(limits.fileBytes(pipeline) + FORM_OVERHEAD)) {
            var form = forms.read(body, boundary.get(), expected);
            boolean taken = false;
            try {
                form = joined(pipeline, form);
                var arrived = arrived(pipeline, form);
                taken = true;
                return arrived;
            } finally {
                if (!taken) {
                    form.close();
                }
            }
        }
    }

    /** Where several pictures may be sent they travel as one file. */
    private UploadedForm joined(Pipeline pipeline, UploadedForm form) throws IOException {
        var pictures = files(pipeline, form).toList();
        return FormLayout.takesSeveral(pipeline) && pictures.size() > 1
                ? forms.joining(form, pictures, FormLayout.PARTS, limits.fileBytes(pipeline))
                : form;
    }

    private static Stream<UploadedForm.Part> files(Pipeline pipeline, UploadedForm form) {
        return form.files().stream().filter(part -> FormLayout.isFileField(pipeline, part.field()));
    }

    private Arrived arrived(Pipeline pipeline, UploadedForm form)
            throws IOException, RefusedRequest, UnreadableException, InterruptedException {
        var file = files(pipeline, form).findFirst();
        if (files(pipeline, form).anyMatch(part -> part.upload().length() == 0)) {
            throw new RefusedRequest(new BatchFailure.BadRequest("the file is empty"));
        }
        var texts = form.fields().text(FormLayout.MODEL_ID).orElse("").isEmpty()
                ? form.fields().with(FormLayout.MODEL_ID, unnamed.of(pipeline))
                : form.fields();
        if (file.isEmpty()) {
            var request = BatchRequestCodec.decode(pipeline, new RequestContent.Form(texts, Map.of()));
            return new Arrived(request, FileBytes.NONE, form);
        }
        var described = Map.of(FormLayout.fileField(pipeline).orElseThrow(), described(pipeline, file.get()));
        var request = BatchRequestCodec.decode(pipeline, new RequestContent.Form(texts, described));
        return new Arrived(request, file.get().upload().bytes(), form);
    }

    private UploadedFile described(Pipeline pipeline, UploadedForm.Part part)
            throws IOException, RefusedRequest, InterruptedException {
        try {
            return part.described(content(pipeline, part.upload()));
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
