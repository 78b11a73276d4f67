package io.headrace.gateway.batch.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.BodyTooLargeException;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.multipart.MultipartReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads forms as they arrive (RFC 7578): texts into memory, files as {@link Upload}s. A part is a file when it has a file
 * name, or comes in the field of which only a file makes sense. Any thread.
 *
 * @param folder of files that are large; cleared by nobody else
 */
public record FormReader(Path folder) {

    private static final int MAX_PARTS = FormFields.MAX_FIELDS + 1;
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*+boundary=(?:\"([^\"]{1,70})\"|([^;\\s\"]{1,70}+))");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([A-Za-z0-9_*-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\"\\s]++))");

    /**
     * What may come besides texts.
     *
     * @param field in which a file is expected
     * @param mostBytes of each file
     */
    public record Files(String field, long mostBytes) {}

    /** What separates the parts of a body of that media type. */
    public static Optional<String> boundary(String contentType) {
        var found = BOUNDARY.matcher(contentType);
        return found.find() ? Optional.of(found.group(1) == null ? found.group(2) : found.group(1)) : Optional.empty();
    }

    /**
     * @param body limited by whoever opened it
     * @throws GarbledPartsException with a sentence for the client when it is no form
     * @throws BodyTooLargeException when a file is too large
     */
    public UploadedForm read(InputStream body, String boundary, Files expected)
            throws IOException, GarbledPartsException {
        var files = new ArrayList<UploadedForm.Part>();
        boolean whole = false;
        try {
            var fields = parts(MultipartReader.open(body, boundary, MAX_PARTS), expected, files);
            whole = true;
            return new UploadedForm(fields, files);
        } catch (IllegalArgumentException tooMuch) {
            throw new GarbledPartsException(String.valueOf(tooMuch.getMessage()));
        } finally {
            if (!whole) {
                new UploadedForm(FormFields.NONE, files).close();
            }
        }
    }

    /**
     * Puts files of a form one behind the other.
     *
     * @param lengths the field that tells how many bytes each has, with commas between
     * @param mostBytes of all together
     * @return the form with the whole in place of its parts; the parts are gone
     * @throws BodyTooLargeException when they are too large together
     */
    public UploadedForm joining(UploadedForm form, List<UploadedForm.Part> parts, String lengths, long mostBytes)
            throws IOException {
        var first = parts.getFirst();
        var whole = new Upload(folder, mostBytes);
        var others = new ArrayList<>(form.files());
        others.removeAll(parts);
        others.addFirst(new UploadedForm.Part(first.field(), first.name(), first.mediaType(), whole));
        var told = parts.stream()
                .map(part -> Long.toString(part.upload().length()))
                .collect(Collectors.joining(","));
        boolean done = false;
        try {
            for (var part : parts) {
                try (var bytes = part.upload().bytes().open()) {
                    bytes.transferTo(whole);
                }
            }
            whole.complete();
            var joined = new UploadedForm(form.fields().with(lengths, told), others);
            for (var part : parts) {
                part.upload().close();
            }
            done = true;
            return joined;
        } finally {
            if (!done) {
                whole.close();
            }
        }
    }

    /** The texts; the files are added one by one, so that none is forgotten when a later part is broken. */
    private FormFields parts(MultipartReader reader, Files expected, List<UploadedForm.Part> files)
            throws IOException, GarbledPartsException {
        var fields = FormFields.NONE;
        for (var head = reader.next(); head.isPresent(); head = reader.next()) {
            var disposition = head.get().getOrDefault("Content-Disposition", "");
            var name = parameter(disposition, "name")
                    .orElseThrow(() -> new GarbledPartsException("a part without a name"));
            var fileName = parameter(disposition, "filename");
            if (fileName.isPresent() || name.equals(expected.field())) {
                var upload = new Upload(folder, expected.mostBytes());
                files.add(new UploadedForm.Part(name, fileName.orElse(""), mediaType(head.get()), upload));
                reader.body(upload, Long.MAX_VALUE);
                upload.complete();
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
