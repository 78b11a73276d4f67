package io.headrace.wire.batch.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.media.MediaBytes;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.multipart.MultipartReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the parts of a result as they arrive, ours and existing workers'. */
public final class ResultReader {

    private static final Pattern FILE_NAME = Pattern.compile("filename=(?:\"([^\"]*)\"|([^;\\s]+))");

    private ResultReader() {}

    /**
     * @param body is read to the end of its last part
     * @throws GarbledPartsException when it is no result, or larger than the limits
     * @throws IOException when it breaks off; the worker may send it again
     */
    public static BatchResult read(InputStream body, String boundary, ResultLimits limits)
            throws IOException, GarbledPartsException {
        var reader = MultipartReader.open(body, boundary, limits.files() + 1);
        var files = new ArrayList<ResultFile>();
        Optional<String> reply = Optional.empty();
        long left = limits.fileBytes();
        for (var head = reader.next(); head.isPresent(); head = reader.next()) {
            if (isReply(head.get())) {
                reply = Optional.of(bytes(reader, limits.replyBytes()).toString(UTF_8));
            } else {
                var file = file(head.get(), bytes(reader, left));
                left -= file.bytes().length();
                files.add(file);
            }
        }
        return new BatchResult(files, reply.orElseThrow(() -> new GarbledPartsException("a result without an answer")));
    }

    private static boolean isReply(Map<String, String> head) {
        return head.getOrDefault(ResultHeaders.CONTENT_TYPE, "").startsWith(ResultHeaders.JSON);
    }

    private static ByteArrayOutputStream bytes(MultipartReader reader, long limit)
            throws IOException, GarbledPartsException {
        var bytes = new ByteArrayOutputStream();
        reader.body(bytes, limit);
        return bytes;
    }

    private static ResultFile file(Map<String, String> head, ByteArrayOutputStream bytes) throws GarbledPartsException {
        var name = FILE_NAME.matcher(head.getOrDefault(ResultHeaders.CONTENT_DISPOSITION, ""));
        if (!name.find()) {
            throw new GarbledPartsException("a file without a name");
        }
        try {
            return new ResultFile(
                    name.group(1) == null ? name.group(2) : name.group(1),
                    head.getOrDefault(ResultHeaders.CONTENT_TYPE, ""),
                    MediaBytes.owning(bytes.toByteArray()));
        } catch (IllegalArgumentException noFile) {
            throw new GarbledPartsException(String.valueOf(noFile.getMessage()));
        }
    }

    /** The names of files that the answer refers to and that did not come. */
    public static List<String> missing(BatchResult result, List<String> urls) {
        var there = result.files().stream().map(ResultFile::name).toList();
        return urls.stream().filter(url -> !there.contains(url)).toList();
    }
}
