package io.headrace.wire.batch.reply;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.chat.ChatReply;
import io.headrace.wire.text.GoText;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** {@link BatchReply} as runners, workers, orchestrators and gateways write it. */
public final class BatchReplyCodec {

    /** Characters of one answer: pictures may be part of it, and so may the logits of a segmentation. */
    public static final int MAX_LENGTH = 268_435_456;

    private static final int MAX_FILES = 1_000;
    private static final int MAX_CHUNKS = 1_000_000;

    private BatchReplyCodec() {}

    /** Fields in the order of their names. Between nodes and to clients a newline follows; from a worker none does. */
    public static String encode(BatchReply reply) {
        return switch (reply) {
            case BatchReply.Images(var images) ->
                new JsonObject().json("images", array(images)).toString();
            case BatchReply.Frames(var frames) ->
                new JsonObject().json("frames", "[" + array(frames) + "]").toString();
            case BatchReply.Audio(var url) ->
                new JsonObject()
                        .json("audio", new JsonObject().text("url", url).toString())
                        .toString();
            case BatchReply.Transcript(var text, var chunks) ->
                new JsonObject()
                        .json("chunks", chunks(chunks))
                        .text("text", text)
                        .toString();
            case BatchReply.Description(var text) ->
                new JsonObject().text("text", text).toString();
            case BatchReply.Masks(var masks, var scores, var logits) ->
                new JsonObject()
                        .text("logits", logits)
                        .text("masks", masks)
                        .text("scores", scores)
                        .toString();
            case BatchReply.Completion(var completion) -> completion.encode();
        };
    }

    private static String array(List<BatchReply.Image> images) {
        return images.stream()
                .map(image -> new JsonObject()
                        .flag("nsfw", image.nsfw())
                        .number("seed", image.seed())
                        .text("url", image.url())
                        .toString())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String chunks(List<BatchReply.Chunk> chunks) {
        return chunks.stream()
                .map(chunk -> new JsonObject()
                        .text("text", chunk.text())
                        .json("timestamp", times(chunk))
                        .toString())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String times(BatchReply.Chunk chunk) {
        var end = chunk.end().isPresent() ? GoText.number(chunk.end().getAsDouble()) : "null";
        return "[" + GoText.number(chunk.start()) + "," + end + "]";
    }

    /**
     * @param pipeline whose answer it is
     * @throws UnreadableException when it is no such answer; whoever sent it is at fault
     */
    public static BatchReply decode(Pipeline pipeline, String json) throws UnreadableException {
        if (pipeline.equals(BuiltInPipelines.LLM)) {
            return completion(json);
        }
        var fields = JsonDocument.parse(json, "worker." + pipeline.name() + "Response", MAX_LENGTH)
                .fields();
        if (pipeline.equals(BuiltInPipelines.TEXT_TO_SPEECH)) {
            return new BatchReply.Audio(required(fields.object("audio"), "url"));
        }
        if (pipeline.equals(BuiltInPipelines.AUDIO_TO_TEXT)) {
            return transcript(fields);
        }
        if (pipeline.equals(BuiltInPipelines.IMAGE_TO_TEXT)) {
            return new BatchReply.Description(fields.text("text"));
        }
        if (pipeline.equals(BuiltInPipelines.SEGMENT_ANYTHING_2)) {
            return new BatchReply.Masks(fields.text("masks"), fields.text("scores"), fields.text("logits"));
        }
        return fields.has("frames") ? frames(fields) : new BatchReply.Images(images(fields, "images"));
    }

    private static BatchReply completion(String json) throws UnreadableException {
        var reply = ChatReply.decode(json);
        if (!reply.hasChoices()) {
            throw new UnreadableException("a completion without choices");
        }
        return new BatchReply.Completion(reply);
    }

    private static BatchReply transcript(JsonFields fields) throws UnreadableException {
        var chunks = new ArrayList<BatchReply.Chunk>();
        for (var chunk : limited(fields, "chunks", MAX_CHUNKS)) {
            var times = chunk.decimals("timestamp");
            if (times.isEmpty() || times.size() > 2 || times.getFirst().isEmpty()) {
                throw new UnreadableException("chunks.timestamp is not a start and an end");
            }
            chunks.add(new BatchReply.Chunk(
                    times.getFirst().getAsDouble(),
                    times.size() == 2 ? times.get(1) : OptionalDouble.empty(),
                    chunk.text("text")));
        }
        return new BatchReply.Transcript(fields.text("text"), chunks);
    }

    /** Runners answer a list of films, of which exactly one is understood. */
    private static BatchReply frames(JsonFields fields) throws UnreadableException {
        var films = fields.lists("frames");
        if (films.size() != 1) {
            throw new UnreadableException("frames of " + films.size() + " films; exactly one is understood");
        }
        return new BatchReply.Frames(images(films.getFirst()));
    }

    private static List<BatchReply.Image> images(JsonFields fields, String name) throws UnreadableException {
        return images(limited(fields, name, MAX_FILES));
    }

    private static List<BatchReply.Image> images(List<JsonFields> elements) throws UnreadableException {
        var images = new ArrayList<BatchReply.Image>();
        for (var image : elements) {
            images.add(new BatchReply.Image(
                    required(image, "url"), image.whole("seed").orElse(0), image.flag("nsfw")));
        }
        return images;
    }

    private static List<JsonFields> limited(JsonFields fields, String name, int limit) throws UnreadableException {
        var elements = fields.objects(name, "object").orElse(List.of());
        if (elements.size() > limit) {
            throw new UnreadableException(elements.size() + " " + name + "; at most " + limit + " are read");
        }
        return elements;
    }

    private static String required(JsonFields fields, String name) throws UnreadableException {
        var value = fields.text(name);
        if (value.isEmpty()) {
            throw new UnreadableException("no " + name);
        }
        return value;
    }
}
