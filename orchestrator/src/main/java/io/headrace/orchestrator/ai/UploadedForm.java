package io.headrace.orchestrator.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.media.MediaBytes;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.multipart.MultipartReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A form with one file, as runners are asked. */
record UploadedForm(
        List<FormFields.Field> fields, String fileField, String fileName, String fileType, MediaBytes file) {

    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("[;\\s]filename=\"([^\"]*)\"");

    static UploadedForm read(byte[] body, String contentType) throws IOException, GarbledPartsException {
        var reader = MultipartReader.open(
                new ByteArrayInputStream(body), group(BOUNDARY, contentType), FormFields.MAX_FIELDS + 1);
        var fields = new ArrayList<FormFields.Field>();
        var form = new UploadedForm(List.of(), "", "", "", MediaBytes.owning(new byte[0]));
        for (var head = reader.next(); head.isPresent(); head = reader.next()) {
            var disposition = head.get().getOrDefault("Content-Disposition", "");
            var bytes = new ByteArrayOutputStream();
            reader.body(bytes, body.length);
            if (FILE_NAME.matcher(disposition).find()) {
                var type = head.get().getOrDefault("Content-Type", "application/octet-stream");
                form = new UploadedForm(
                        List.of(),
                        group(NAME, disposition),
                        group(FILE_NAME, disposition),
                        type,
                        MediaBytes.owning(bytes.toByteArray()));
            } else {
                fields.add(field(group(NAME, disposition), bytes.toString(UTF_8)));
            }
        }
        if (form.fileField().isEmpty()) {
            throw new GarbledPartsException("a form without a file");
        }
        return new UploadedForm(fields, form.fileField(), form.fileName(), form.fileType(), form.file());
    }

    private static FormFields.Field field(String name, String text) throws GarbledPartsException {
        try {
            return new FormFields.Field(name, text);
        } catch (IllegalArgumentException tooLarge) {
            throw new GarbledPartsException(String.valueOf(tooLarge.getMessage()));
        }
    }

    private static String group(Pattern pattern, String text) throws GarbledPartsException {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new GarbledPartsException("\"" + MultipartReader.shown(text) + "\" names nothing");
        }
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
