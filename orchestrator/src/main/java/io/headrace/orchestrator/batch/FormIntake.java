package io.headrace.orchestrator.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.FormLayout;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.file.VisualHeader;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.multipart.MultipartReader;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads forms part by part; files other than the pipeline's own are passed over, as existing nodes do. */
final class FormIntake {

    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("[;\\s]filename=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final BatchLimits limits;
    private final SoundProbe sounds;

    FormIntake(BatchLimits limits, SoundProbe sounds) {
        this.limits = limits;
        this.sounds = sounds;
    }

    AskedRequest read(Pipeline pipeline, String contentType, InputStream body, SourceMemory.Lease lease)
            throws IOException, UnreadableException, GarbledPartsException {
        var form = new Form(pipeline, lease);
        var reader = MultipartReader.open(body, found(BOUNDARY, contentType), FormFields.MAX_FIELDS + 1);
        for (var head = reader.next(); head.isPresent(); head = reader.next()) {
            form.take(head.get(), reader);
        }
        return form.request();
    }

    /** What came of it so far. */
    private final class Form {
        private final Pipeline pipeline;
        private final SourceMemory.Lease lease;
        private final String fileField;
        private final List<FormFields.Field> fields = new ArrayList<>();
        private final HeldBytes bytes;
        private Map<String, UploadedFile> files = Map.of();
        private long textBytes;

        Form(Pipeline pipeline, SourceMemory.Lease lease) {
            this.pipeline = pipeline;
            fileField = FormLayout.fileField(pipeline).orElse("");
            this.lease = lease;
            bytes = new HeldBytes(lease, limits.uploadBytes());
        }

        void take(Map<String, String> head, MultipartReader reader) throws IOException, GarbledPartsException {
            var disposition = head.getOrDefault("Content-Disposition", "");
            var name = found(NAME, disposition);
            if (!FILE_NAME.matcher(disposition).find()) {
                text(name, reader);
            } else if (FormLayout.isFileField(pipeline, name) && files.isEmpty()) {
                reader.body(bytes, Long.MAX_VALUE);
                var type = head.getOrDefault("Content-Type", "");
                files = Map.of(fileField, file(found(FILE_NAME, disposition), type));
            } else {
                reader.body(OutputStream.nullOutputStream(), limits.uploadBytes());
            }
        }

        private void text(String name, MultipartReader reader) throws IOException, GarbledPartsException {
            var text = new HeldBytes(lease, limits.documentBytes() - textBytes);
            reader.body(text, Long.MAX_VALUE);
            textBytes += text.length();
            try {
                fields.add(new FormFields.Field(name, text.text()));
            } catch (IllegalArgumentException noField) {
                throw new GarbledPartsException(String.valueOf(noField.getMessage()));
            }
        }

        private UploadedFile file(String name, String type) throws IOException, GarbledPartsException {
            try {
                return new UploadedFile(name, type, bytes.length(), content());
            } catch (IllegalArgumentException noFile) {
                throw new GarbledPartsException(String.valueOf(noFile.getMessage()));
            }
        }

        private FileContent content() throws IOException {
            if (pipeline.equals(BuiltInPipelines.AUDIO_TO_TEXT)) {
                return sounds.duration(bytes)
                        .<FileContent>map(FileContent.Sound::new)
                        .orElseGet(FileContent.Unknown::new);
            }
            try (var file = bytes.open()) {
                return VisualHeader.read(file, FormLayout.takesFilms(pipeline));
            }
        }

        AskedRequest request() throws UnreadableException {
            var content = new RequestContent.Form(new FormFields(fields), files);
            return new AskedRequest(BatchRequestCodec.decode(pipeline, content), bytes);
        }
    }

    /** Heads are read byte by byte; names in them are text. */
    private static String found(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        if (!matcher.find()) {
            return "";
        }
        var value = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new String(value.getBytes(ISO_8859_1), UTF_8).replaceAll("\\\\(.)", "$1");
    }
}
