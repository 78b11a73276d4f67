package io.headrace.trickle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;

/** One channel called "cam", and words for what happens on it. */
final class Stage {
    final ManualTicker ticker = new ManualTicker();
    final Channels channels;
    final Channel channel;

    Stage() {
        this(TrickleLimits.DEFAULT);
    }

    Stage(TrickleLimits limits) {
        channels = Channels.silent(limits, ticker);
        channel = created(channels, "cam");
    }

    static Channel created(Channels channels, String name) {
        return switch (channels.create(new ChannelName(name), "video/MP2T")) {
            case Creation.Created(var channel) -> channel;
            case Creation.Existed(var channel) -> channel;
            case Creation.TooManyChannels(var limit) -> throw new AssertionError("The limit is " + limit);
        };
    }

    SegmentWriter writer(long seq) {
        return switch (channel.publish(seq)) {
            case Publication.Open(var writer) -> writer;
            case Publication other -> throw new AssertionError(other);
        };
    }

    SegmentReader reader(long seq) {
        return switch (channel.subscribe(seq)) {
            case Subscription.Open(var reader, var _) -> reader;
            case Subscription other -> throw new AssertionError(other);
        };
    }

    void write(long seq, String text) {
        try (var writer = writer(seq)) {
            writer.append(bytes(text));
            writer.finish();
        }
    }

    void write(int from, int to) {
        for (int seq = from; seq <= to; seq++) {
            write(seq, "segment " + seq);
        }
    }

    /** What a segment holds now, to its end. */
    String read(long seq) throws InterruptedException {
        try (var reader = reader(seq)) {
            return toEnd(reader);
        }
    }

    static String toEnd(SegmentReader reader) throws InterruptedException {
        var text = new StringBuilder();
        var read = reader.next();
        while (read instanceof Read.Bytes(var run)) {
            text.append(UTF_8.decode(run));
            read = reader.next();
        }
        return text + (read instanceof Read.Cut ? "<cut>" : "");
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    void pass(Duration time) {
        ticker.pass(time);
        channels.tick();
    }
}
