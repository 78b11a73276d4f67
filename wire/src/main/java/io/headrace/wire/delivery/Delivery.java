package io.headrace.wire.delivery;

import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import java.util.List;

/** What a worker says became of a task. */
public sealed interface Delivery {

    /** @param parts one for each profile that was asked for, in that order */
    record Transcoded(List<Part> parts) implements Delivery {
        public Transcoded {
            parts = List.copyOf(parts);
        }
    }

    /** @param text one of the network's (wire protocol section 9.6), or the worker's own words */
    record Failed(String text) implements Delivery {}

    /** One rendition. */
    record Part(String mediaType, PixelCount pixels, MediaBytes bytes) {}
}
