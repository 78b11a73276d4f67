package io.headrace.trickle;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A subscriber in the same process. */
public final class LocalSubscriber implements Subscriber {
    private final Channel channel;
    private long position;

    /** @param start a number, {@link Seq#NEXT} or {@link Seq#LATEST} */
    public LocalSubscriber(Channel channel, long start) {
        this.channel = channel;
        this.position = start;
    }

    @Override
    public Arrival next() throws TrickleException, InterruptedException {
        return switch (channel.subscribe(position)) {
            case Subscription.Open(var reader, var _) -> begun(reader);
            case Subscription.Missing(var asked, var head) -> new Arrival.Missed(asked, head);
            case Subscription.ChannelEnded _ -> new Arrival.Ended();
            case Subscription.Unsupported(var asked) ->
                throw new IllegalArgumentException("No segment has the number " + asked);
            case Subscription.TooManyReaders(var limit) ->
                throw new TrickleException(
                        TrickleException.Kind.REFUSED,
                        "Channel " + channel.name() + " has " + limit + " readers, which is its limit");
        };
    }

    private Arrival begun(SegmentReader reader) throws InterruptedException {
        Read first;
        try {
            first = reader.next();
        } catch (InterruptedException interrupted) {
            reader.close();
            throw interrupted;
        }
        if (first instanceof Read.End(var channelEnded) && channelEnded) {
            reader.close();
            return new Arrival.Ended();
        }
        position = reader.seq() + 1;
        return new Arrival.Segment(new LocalIncoming(channel.mediaType(), reader, first));
    }

    @Override
    public void seek(long seq) {
        position = seq;
    }

    /** Leaves nothing behind: each segment that it handed out is closed by its reader. */
    @Override
    public void close() {}

    private static final class LocalIncoming implements IncomingSegment {
        private final String mediaType;
        private final SegmentReader reader;
        private Read read;
        private boolean firstTaken;

        LocalIncoming(String mediaType, SegmentReader reader, Read first) {
            this.mediaType = mediaType;
            this.reader = reader;
            this.read = first;
        }

        @Override
        public long seq() {
            return reader.seq();
        }

        @Override
        public String mediaType() {
            return mediaType;
        }

        @Override
        public Optional<ByteBuffer> read() throws TrickleException, InterruptedException {
            if (firstTaken) {
                read = reader.next();
            }
            firstTaken = true;
            return switch (read) {
                case Read.Bytes(var run) -> Optional.of(run);
                case Read.End _ -> Optional.empty();
                case Read.Cut(var reason) -> throw new TrickleException(TrickleException.Kind.TOO_SLOW, reason);
            };
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
