package io.headrace.models.batch.reply;

import java.util.List;

/**
 * The answer to a request, in the shapes of the runner contract (pipelines reference section 1.2):
 *
 * <pre>
 * Images  {"images":[{"url","seed","nsfw"}…]}
 * Frames  {"frames":[[{"url","seed","nsfw"}…]]}
 * Audio   {"audio":{"url"}}
 * Text    {"text"}
 * Masks   {"masks","scores","logits"}, each a text that holds a JSON array
 * </pre>
 */
public sealed interface Reply {

    /** @param seed that makes the same again */
    record Images(List<Medium> media, long seed) implements Reply {
        public Images {
            media = List.copyOf(media);
        }
    }

    /** The pictures of one clip, in their order. */
    record Frames(List<Medium> media, long seed) implements Reply {
        public Frames {
            media = List.copyOf(media);
        }
    }

    record Audio(Medium medium) implements Reply {}

    record Text(String text) implements Reply {}

    /**
     * @param masks one per score, all of the picture's size
     * @param scores falling, 0 to 1
     * @param logits one per score, small ones
     */
    record Masks(List<NumberField> masks, List<Double> scores, List<NumberField> logits) implements Reply {
        public Masks {
            masks = List.copyOf(masks);
            scores = List.copyOf(scores);
            logits = List.copyOf(logits);
        }
    }
}
