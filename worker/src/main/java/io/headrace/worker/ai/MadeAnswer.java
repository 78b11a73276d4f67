package io.headrace.worker.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.media.MediaBytes;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.OpenCall;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.batch.result.BatchResult;
import io.headrace.wire.batch.result.ResultFile;
import io.headrace.wire.batch.result.ResultWriter;
import io.headrace.wire.delivery.AiResultHeaders;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A runner's answer as an orchestrator is told it: files that the runner wrote into data addresses become parts of their own,
 * and what comes in pieces is passed on while it is made.
 */
record MadeAnswer(String contentType, AiResultPost.Writing writing) {

    private static final int CHUNK = 32 * 1024;

    /** So much is copied to leave in one piece. */
    private static final int SMALL = 64 * 1024;

    private static final int NAME_BYTES = 4;
    private static final int BOUNDARY_BYTES = 10;
    private static final Set<Pipeline> WITH_FILES = Set.of(
            BuiltInPipelines.TEXT_TO_IMAGE,
            BuiltInPipelines.IMAGE_TO_IMAGE,
            BuiltInPipelines.IMAGE_TO_VIDEO,
            BuiltInPipelines.UPSCALE,
            BuiltInPipelines.FRAME_INTERPOLATION,
            BuiltInPipelines.TEXT_TO_SPEECH);

    /**
     * @param body of the answer; read here, or while it is told
     * @throws UnreadableException when it is no answer of that pipeline
     */
    static MadeAnswer of(Pipeline pipeline, BatchAnswer.Answered made, InputStream body, RandomGenerator chance)
            throws IOException, UnreadableException {
        var type = made.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals(AiResultHeaders.EVENTS)) {
            return new MadeAnswer(AiResultHeaders.EVENTS, (client, call) -> relay(body, client.open(call)));
        }
        var result = result(pipeline, new String(body.readAllBytes(), UTF_8), chance);
        var boundary = hex(chance, BOUNDARY_BYTES);
        var pieces = ResultWriter.body(result, boundary);
        int length = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
        return new MadeAnswer(
                AiResultHeaders.PARTS + "; boundary=" + boundary,
                (client, call) -> length <= SMALL
                        ? client.openWhole(call, joined(pieces, length))
                        : inPieces(pieces, client.open(call)));
    }

    private static ByteBuffer joined(List<ByteBuffer> pieces, int length) {
        var all = ByteBuffer.allocate(length);
        pieces.forEach(piece -> all.put(piece.duplicate()));
        return all.flip();
    }

    private static OpenCall inPieces(List<ByteBuffer> pieces, OpenCall call) throws IOException, InterruptedException {
        try (call) {
            boolean wanted = true;
            for (int i = 0; i < pieces.size() && wanted; i++) {
                wanted = call.write(pieces.get(i));
            }
            call.finish();
            return call;
        }
    }

    private static OpenCall relay(InputStream events, OpenCall call) throws IOException, InterruptedException {
        try (call) {
            var chunk = new byte[CHUNK];
            boolean wanted = true;
            for (int count = events.read(chunk); count >= 0 && wanted; count = events.read(chunk)) {
                wanted = call.write(ByteBuffer.wrap(chunk, 0, count));
            }
            call.finish();
            return call;
        }
    }

    private static BatchResult result(Pipeline pipeline, String json, RandomGenerator chance)
            throws UnreadableException {
        var files = new ArrayList<ResultFile>();
        if (!WITH_FILES.contains(pipeline)) {
            return new BatchResult(files, json);
        }
        var reply = BatchReplyCodec.decode(pipeline, json);
        var names = new HashMap<String, String>();
        for (var url : reply.urls()) {
            if (DataUrl.isOne(url) && !names.containsKey(url)) {
                files.add(file(DataUrl.parse(url), hex(chance, NAME_BYTES)));
                names.put(url, files.getLast().name());
            }
        }
        return new BatchResult(files, BatchReplyCodec.encode(reply.withUrls(url -> names.getOrDefault(url, url))));
    }

    private static ResultFile file(DataUrl url, String name) throws UnreadableException {
        var extension = switch (url.mediaType()) {
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            case "video/mp4" -> ".mp4";
            case "audio/wav" -> ".wav";
            default -> ".bin";
        };
        return new ResultFile(name + extension, url.mediaType(), MediaBytes.owning(url.bytes()));
    }

    private static String hex(RandomGenerator chance, int length) {
        var bytes = new byte[length];
        chance.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
