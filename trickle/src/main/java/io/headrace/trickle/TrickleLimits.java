package io.headrace.trickle;

import java.time.Duration;

/**
 * What peers may make a set of channels hold, and for how long it waits for them.
 *
 * @param channels at once
 * @param readersPerChannel waiting or reading; a subscriber that preconnects counts twice
 * @param writersPerChannel writing or preconnected
 * @param segmentBytes of one segment
 * @param channelBytes of all segments of a channel: those in its ring, and those that left it and are still read
 * @param heldBytes of all channels
 * @param idle a channel without a written byte for so long is removed
 * @param stall a publisher that has begun a segment and then sends nothing for so long is taken for dead
 * @param keepAlive how often a publisher that has not begun its segment is told that somebody is there
 * @param readerPatience a reader whose segment has not begun after so long is given up: existing subscribers ask anew
 *     much sooner, and one that went away is not always noticed
 */
public record TrickleLimits(
        int channels,
        int readersPerChannel,
        int writersPerChannel,
        long segmentBytes,
        long channelBytes,
        long heldBytes,
        Duration idle,
        Duration stall,
        Duration keepAlive,
        Duration readerPatience) {
    private static final long MIB = 1024 * 1024;

    public static final TrickleLimits DEFAULT = new TrickleLimits(
            1_000,
            2_500,
            32,
            64 * MIB,
            256 * MIB,
            1024 * MIB,
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(6));

    public TrickleLimits {
        if (channels <= 0 || readersPerChannel <= 0 || writersPerChannel <= 0) {
            throw new IllegalArgumentException("Limits of " + channels + " channels, " + readersPerChannel
                    + " readers and " + writersPerChannel + " writers of each");
        }
        if (segmentBytes <= 0 || channelBytes < segmentBytes || heldBytes < channelBytes) {
            throw new IllegalArgumentException("Limits of " + segmentBytes + " bytes a segment, " + channelBytes
                    + " a channel, " + heldBytes + " in all: each holds at least the one before");
        }
        for (var time : new Duration[] {idle, stall, keepAlive, readerPatience}) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("Channels wait for a positive time, not " + time);
            }
        }
    }

    public TrickleLimits withReaders(int perChannel) {
        return new TrickleLimits(
                channels,
                perChannel,
                writersPerChannel,
                segmentBytes,
                channelBytes,
                heldBytes,
                idle,
                stall,
                keepAlive,
                readerPatience);
    }

    public TrickleLimits withBytes(long segment, long channel, long held) {
        return new TrickleLimits(
                channels,
                readersPerChannel,
                writersPerChannel,
                segment,
                channel,
                held,
                idle,
                stall,
                keepAlive,
                readerPatience);
    }

    public TrickleLimits withChannels(int most) {
        return new TrickleLimits(
                most,
                readersPerChannel,
                writersPerChannel,
                segmentBytes,
                channelBytes,
                heldBytes,
                idle,
                stall,
                keepAlive,
                readerPatience);
    }

    public TrickleLimits withIdle(Duration time) {
        return new TrickleLimits(
                channels,
                readersPerChannel,
                writersPerChannel,
                segmentBytes,
                channelBytes,
                heldBytes,
                time,
                stall,
                keepAlive,
                readerPatience);
    }
}
