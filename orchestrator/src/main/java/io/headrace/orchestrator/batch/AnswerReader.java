package io.headrace.orchestrator.batch;

import io.headrace.media.MediaBytes;
import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.batch.result.ResultFile;
import io.headrace.wire.batch.result.ResultReader;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what runners and remote workers answer: a document with its files in its addresses, files before a document that
 * names them, or a file alone. An address of anything else is refused: nobody would fetch it for us.
 */
final class AnswerReader {

    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=\"?([^\";\\s]+)");

    private final BatchLimits limits;

    AnswerReader(BatchLimits limits) {
        this.limits = limits;
    }

    /**
     * @throws UnreadableException when it is no answer of that pipeline; the runner is at fault
     * @throws IOException when it breaks off, or is larger than what is taken
     */
    TakenAnswer read(Pipeline pipeline, String contentType, InputStream body, SourceMemory.Lease lease)
            throws IOException, UnreadableException {
        var mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (mediaType) {
            case "multipart/mixed" -> parts(pipeline, boundary(contentType), body, lease);
            case "application/json" -> document(pipeline, body, lease);
            default -> file(pipeline, mediaType, body, lease);
        };
    }

    private TakenAnswer document(Pipeline pipeline, InputStream body, SourceMemory.Lease lease)
            throws IOException, UnreadableException {
        var json = HeldBytes.read(body, lease, limits.answerBytes()).text();
        var reply = BatchReplyCodec.decode(pipeline, json);
        var files = new ArrayList<TakenAnswer.File>();
        for (var url : reply.urls()) {
            var data = DataUrl.parse(url);
            files.add(new TakenAnswer.File(data.mediaType(), MediaBytes.owning(data.bytes())));
        }
        return new TakenAnswer(reply, files);
    }

    private TakenAnswer parts(Pipeline pipeline, String boundary, InputStream body, SourceMemory.Lease lease)
            throws IOException, UnreadableException {
        try {
            var held = HeldBytes.read(body, lease, limits.answerBytes());
            var result = ResultReader.read(held.open(), boundary, limits.ofParts());
            var reply = BatchReplyCodec.decode(pipeline, result.reply());
            var missing = ResultReader.missing(result, reply.urls());
            if (!missing.isEmpty()) {
                throw new UnreadableException("a result without its file " + missing.getFirst());
            }
            Map<String, ResultFile> named = result.files().stream()
                    .collect(Collectors.toMap(ResultFile::name, Function.identity(), (first, _) -> first));
            return new TakenAnswer(
                    reply,
                    reply.urls().stream()
                            .flatMap(url -> named.values().stream()
                                    .filter(file -> file.name().equals(url)))
                            .map(file -> new TakenAnswer.File(file.mediaType(), file.bytes()))
                            .toList());
        } catch (GarbledPartsException garbled) {
            throw new UnreadableException(garbled.sentence());
        }
    }

    private static String boundary(String contentType) {
        var found = BOUNDARY.matcher(contentType);
        return found.find() ? found.group(1) : "";
    }

    private TakenAnswer file(Pipeline pipeline, String mediaType, InputStream body, SourceMemory.Lease lease)
            throws IOException, UnreadableException {
        boolean sound = pipeline.equals(BuiltInPipelines.TEXT_TO_SPEECH) && mediaType.startsWith("audio/");
        boolean picture = mediaType.startsWith("image/") || mediaType.startsWith("video/");
        if (!sound && !(picture && answersPictures(pipeline))) {
            throw new UnreadableException("an answer of the media type " + mediaType);
        }
        var bytes = HeldBytes.read(body, lease, limits.answerBytes()).whole();
        var reply =
                sound ? new BatchReply.Audio("") : new BatchReply.Images(List.of(new BatchReply.Image("", 0, false)));
        return new TakenAnswer(reply, List.of(new TakenAnswer.File(mediaType, bytes)));
    }

    private static boolean answersPictures(Pipeline pipeline) {
        return List.of(
                        BuiltInPipelines.TEXT_TO_IMAGE,
                        BuiltInPipelines.IMAGE_TO_IMAGE,
                        BuiltInPipelines.IMAGE_TO_VIDEO,
                        BuiltInPipelines.UPSCALE,
                        BuiltInPipelines.FRAME_INTERPOLATION)
                .contains(pipeline);
    }
}
