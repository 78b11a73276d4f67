package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.batch.FormFields;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.multipart.MultipartReader;
import io.headrace.wire.openai.ApiError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads forms as they arrive: texts into memory, files onto disk. A part is a file when it has a file name.
 *
 * @param folder of the files
 */
record FormReader(Path folder) {

    private static final int MAX_PARTS = FormFields.MAX_FIELDS;
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([A-Za-z0-9_*-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\"\\s]++))");

    /**
     * @param body limited by whoever opened it
     * @throws Refused when it is no form
     */
    UploadedForm read(InputStream body, String boundary) throws IOException, Refused {
        var files = new ArrayList<UploadedForm.Part>();
        boolean whole = false;
        try {
            var fields = parts(MultipartReader.open(body, boundary, MAX_PARTS), files);
            whole = true;
            return new UploadedForm(fields, files);
        } catch (GarbledPartsException | IllegalArgumentException noForm) {
            throw new Refused(ApiError.ofRequest(400, "The form cannot be read: " + noForm.getMessage()));
        } finally {
            if (!whole) {
                new UploadedForm(FormFields.NONE, files).close();
            }
        }
    }

    /** The texts; the files are added one by one, so that none is forgotten when a later part is broken. */
    private FormFields parts(MultipartReader reader, List<UploadedForm.Part> files)
            throws IOException, GarbledPartsException {
        var fields = FormFields.NONE;
        for (var head = reader.next(); head.isPresent(); head = reader.next()) {
            var disposition = head.get().getOrDefault("Content-Disposition", "");
            var name = parameter(disposition, "name")
                    .orElseThrow(() -> new GarbledPartsException("a part without a name"));
            var fileName = parameter(disposition, "filename");
            if (fileName.isPresent()) {
                var file = Files.createTempFile(Files.createDirectories(folder), "upload-", "");
                files.add(new UploadedForm.Part(name, fileName.get(), mediaType(head.get()), file));
                try (var sink = Files.newOutputStream(file)) {
                    reader.body(sink, Long.MAX_VALUE);
                }
            } else {
                var text = text(reader);
                fields = fields.text(name).isPresent() ? fields : fields.with(name, text);
            }
        }
        return fields;
    }

    private static String mediaType(Map<String, String> head) {
        return head.getOrDefault("Content-Type", "");
    }

    private static String text(MultipartReader reader) throws IOException, GarbledPartsException {
        var bytes = new ByteArrayOutputStream();
        reader.body(bytes, FormFields.MAX_TEXT);
        return bytes.toString(UTF_8);
    }

    /** Names are sent as they are, in UTF-8, though heads are read byte by byte. */
    private static Optional<String> parameter(String disposition, String name) {
        var parameters = PARAMETER.matcher(disposition);
        while (parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase(name)) {
                var value = parameters.group(3) != null
                        ? parameters.group(3)
                        : parameters.group(2).replaceAll("\\\\(.)", "$1");
                return Optional.of(new String(value.getBytes(ISO_8859_1), UTF_8));
            }
        }
        return Optional.empty();
    }
}
