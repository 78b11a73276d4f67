package io.headrace.trickle;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * A publisher in the same process. It numbers its segments itself and claims the following one with each, so two
 * publishers of one channel collide and find out.
 */
public final class LocalPublisher implements Publisher {
    private final Channels channels;
    private final Channel channel;
    private SegmentWriter preconnected;

    private LocalPublisher(Channels channels, Channel channel, SegmentWriter first) {
        this.channels = channels;
        this.channel = channel;
        this.preconnected = first;
    }

    /** @param first number of the first segment: 0 in a new channel, or {@link Channel#head} */
    public static LocalPublisher of(Channels channels, Channel channel, long first) throws TrickleException {
        return new LocalPublisher(channels, channel, open(channel, first));
    }

    @Override
    public OutgoingSegment next() throws TrickleException {
        var current = preconnected;
        if (current.takeNotice().filter(SegmentWriter.Notice.RELEASED::equals).isPresent()) {
            throw taken(channel, current.seq());
        }
        preconnected = open(channel, current.seq() + 1);
        return new LocalOutgoing(channel, current);
    }

    private static SegmentWriter open(Channel channel, long seq) throws TrickleException {
        return switch (channel.publish(seq)) {
            case Publication.Open(var writer) -> writer;
            case Publication.TooLate(var late, var _) -> throw taken(channel, late);
            case Publication.ChannelEnded(var late) -> throw taken(channel, late);
            case Publication.Unsupported(var asked) ->
                throw new IllegalArgumentException("No segment has the number " + asked);
            case Publication.TooManyWriters(var limit) ->
                throw new TrickleException(
                        TrickleException.Kind.REFUSED,
                        "Channel " + channel.name() + " has " + limit + " writers, which is its limit");
        };
    }

    private static TrickleException taken(Channel channel, long seq) {
        return channel.hasEnded()
                ? new TrickleException(TrickleException.Kind.CHANNEL_ENDED, "Channel " + channel.name() + " has ended")
                : new TrickleException(
                        TrickleException.Kind.SEGMENT_TAKEN,
                        "Segment " + seq + " of " + channel.name() + " is written already; the head is "
                                + channel.head());
    }

    @Override
    public void close() {
        preconnected.close();
        if (!channel.hasEnded()) {
            channels.remove(channel.name());
        }
    }

    private record LocalOutgoing(Channel channel, SegmentWriter writer) implements OutgoingSegment {
        @Override
        public long seq() {
            return writer.seq();
        }

        @Override
        public void write(ByteBuffer chunk) throws TrickleException {
            var appended = writer.append(chunk);
            switch (appended) {
                case TAKEN -> {}
                case CLOSED -> throw taken(channel, seq());
                case TOO_LARGE, NO_ROOM ->
                    throw new TrickleException(
                            TrickleException.Kind.REFUSED,
                            "Segment " + seq() + " of " + channel.name() + " is closed: "
                                    + appended.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }

        @Override
        public void finish() {
            writer.finish();
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
