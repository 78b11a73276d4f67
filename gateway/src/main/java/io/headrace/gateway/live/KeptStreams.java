package io.headrace.gateway.live;

import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.publication.LivePublication;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams that were over before the gateway began, by name: what was kept of them is still played. Each is read from its
 * folder when somebody first asks for it. Of two with one name the later counts. Any thread may call.
 */
final class KeptStreams {

    private static final Logger LOG = LoggerFactory.getLogger(KeptStreams.class);

    private final int most;
    private final MediaEngine media;

    /** Guarded by this; the one that began last is last. */
    private final Map<String, Kept> streams = new LinkedHashMap<>();

    /** Guarded by this: those that somebody asked for. */
    private final Map<String, LivePublication> opened = new LinkedHashMap<>();

    private record Kept(VideoOrder order, Keeping keeping) {}

    /** @param most are found; of more, those that began last */
    KeptStreams(int most, MediaEngine media) {
        this.most = most;
        this.media = media;
    }

    /** A stream that is over, after those that began before it. */
    synchronized void add(VideoOrder order, VideoOrder.OfStream stream) {
        if (stream.keeping() == Keeping.WINDOW) {
            return;
        }
        remove(stream.name());
        streams.put(stream.name(), new Kept(order, stream.keeping()));
        if (streams.size() > most) {
            remove(streams.keySet().iterator().next());
        }
    }

    private void remove(String name) {
        streams.remove(name);
        opened.remove(name);
    }

    synchronized Optional<LivePublication> find(String name) {
        var stream = streams.get(name);
        if (stream == null) {
            return Optional.empty();
        }
        try {
            if (!opened.containsKey(name)) {
                opened.put(name, LivePublication.openOver(stream.order(), stream.keeping(), media));
            }
            return Optional.of(opened.get(name));
        } catch (IOException unreadable) {
            LOG.warn("What was kept of the stream {} cannot be read: {}", name, unreadable.getMessage());
            return Optional.empty();
        }
    }
}
