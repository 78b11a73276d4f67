package io.headrace.gateway.live;

import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.media.Ladder;
import io.headrace.payments.Price;
import java.util.Optional;

/**
 * What is to be made of a stream.
 *
 * @param name of its manifest: letters, digits, {@code . _ -}
 * @param maxPrice the most that is paid per pixel
 */
public record StreamOrder(
        String name, Ladder ladder, Optional<Price> maxPrice, Keeping keeping, SourceRendition sourceRendition) {

    private static final int MAX_NAME = 128;

    public StreamOrder {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "A stream's name has 1 to " + MAX_NAME + " letters, digits, '.', '_' or '-': \"" + name + "\"");
        }
    }

    /** Whether playlists can be named so. */
    public static boolean isName(String text) {
        return text.length() <= MAX_NAME && text.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    }
}
