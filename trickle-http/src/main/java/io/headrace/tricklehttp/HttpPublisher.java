package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.TrickleHeaders.CONTENT_TYPE;
import static io.headrace.tricklehttp.TrickleHeaders.RESET;

import io.headrace.transport.Headers;
import io.headrace.trickle.OutgoingSegment;
import io.headrace.trickle.Publisher;
import io.headrace.trickle.TrickleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to a channel of another node. The request for the next segment is open before there is anything to send, so that
 * its first byte has no way to go but its own (protocol section 6): the first one's at once, each further one's as soon as the
 * segment before it has {@linkplain Upcoming gone on} or ended.
 *
 * <p>A request that is refused, or whose server is gone, is noticed before a byte is written. A refusal is final; after
 * a failure in the network a segment of which nothing was sent is tried again, one that has begun is given up. A number that somebody
 * else took is refused once; the next segment has the following one.
 */
public final class HttpPublisher implements Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPublisher.class);

    private final ChannelCalls calls;
    private final Headers headers;
    private final Pause pause;
    private Upcoming<PublishedSegment> upcoming;

    private HttpPublisher(ChannelCalls calls, Headers headers, Pause pause, PublishedSegment first) {
        this.calls = calls;
        this.headers = headers;
        this.pause = pause;
        this.upcoming = new Upcoming<>(() -> first);
        upcoming.prepare();
    }

    /** Begins a new channel at 0. */
    public static HttpPublisher start(ChannelCalls calls, String mediaType, Pause pause) {
        var headers = Headers.of(CONTENT_TYPE, mediaType);
        return new HttpPublisher(calls, headers, pause, PublishedSegment.open(calls, 0, headers, pause));
    }

    /** Goes on where another publisher of the channel stopped, and ends what that one left open. */
    public static HttpPublisher resume(ChannelCalls calls, String mediaType, Pause pause)
            throws TrickleException, InterruptedException {
        var headers = Headers.of(CONTENT_TYPE, mediaType);
        var first = PublishedSegment.open(calls, calls.head(), headers.with(RESET, "1"), pause);
        return new HttpPublisher(calls, headers, pause, first);
    }

    @Override
    public OutgoingSegment next() throws TrickleException, InterruptedException {
        var current = upcoming.open();
        try {
            current.connected();
        } catch (TrickleException refusal) {
            if (refusal.kind() == TrickleException.Kind.SEGMENT_TAKEN) {
                upcoming = after(current);
                upcoming.prepare();
            }
            throw refusal;
        }
        upcoming = after(current);
        current.leadsTo(upcoming::prepare);
        return current;
    }

    private Upcoming<PublishedSegment> after(PublishedSegment current) {
        return new Upcoming<>(() -> PublishedSegment.open(calls, current.seq() + 1, headers, pause));
    }

    @Override
    public void close() {
        try {
            calls.delete();
        } catch (TrickleException failure) {
            LOG.debug("Channel {} could not be closed", calls, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            upcoming.abandon().ifPresent(PublishedSegment::giveUp);
        }
    }
}
