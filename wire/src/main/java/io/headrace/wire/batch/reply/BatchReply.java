package io.headrace.wire.batch.reply;

import io.headrace.wire.chat.ChatReply;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** The answer of a batch pipeline (pipelines section 1.2). Files in it are addresses: of a store, or of the data itself. */
public sealed interface BatchReply {

    /** Pictures, and also clips: the network gives both one name. */
    record Images(List<Image> images) implements BatchReply {
        public Images {
            images = List.copyOf(images);
        }
    }

    /** What a runner answers for a clip: its pictures, which a worker makes a film of. */
    record Frames(List<Image> frames) implements BatchReply {
        public Frames {
            frames = List.copyOf(frames);
        }
    }

    /**
     * One file.
     *
     * @param seed that makes it again
     * @param nsfw what the safety check said; false where there was none
     */
    record Image(String url, long seed, boolean nsfw) {}

    record Audio(String url) implements BatchReply {}

    /** @param chunks none when no times were asked for */
    record Transcript(String text, List<Chunk> chunks) implements BatchReply {
        public Transcript {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * Some words and when they were said, in seconds.
     *
     * @param end absent where the recording breaks off
     */
    record Chunk(double start, OptionalDouble end, String text) {}

    record Description(String text) implements BatchReply {}

    /** Each a JSON text, best mask first. The logits of one picture may be tens of megabytes. */
    record Masks(String masks, String scores, String logits) implements BatchReply {}

    record Completion(ChatReply reply) implements BatchReply {}

    /** With other addresses for its files, as each node does that keeps them itself. */
    default BatchReply withUrls(UnaryOperator<String> change) {
        return switch (this) {
            case Images(var images) -> new Images(changed(images, change));
            case Frames(var frames) -> new Frames(changed(frames, change));
            case Audio(var url) -> new Audio(change.apply(url));
            case Transcript _, Description _, Masks _, Completion _ -> this;
        };
    }

    private static List<Image> changed(List<Image> images, UnaryOperator<String> change) {
        return images.stream()
                .map(image -> new Image(change.apply(image.url()), image.seed(), image.nsfw()))
                .toList();
    }

    /** The addresses of its files, in their order. */
    default List<String> urls() {
        return switch (this) {
            case Images(var images) -> images.stream().map(Image::url).toList();
            case Frames(var frames) -> frames.stream().map(Image::url).toList();
            case Audio(var url) -> List.of(url);
            case Transcript _, Description _, Masks _, Completion _ -> List.of();
        };
    }
}
