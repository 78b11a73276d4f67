package io.headrace.webrtc.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A compound on its way out; it begins with a report, as RFC 3550 section 6.1 wants it. For one thread. */
public final class RtcpCompound {

    /** What one datagram may hold, and leave room for its seal. */
    private static final int MAX_LENGTH = 1_180;

    private static final int VERSION = 0x80;
    private static final int FOLLOWING = 16;

    private final int ssrc;
    private final ByteBuffer out = ByteBuffer.allocate(MAX_LENGTH);

    private RtcpCompound(int ssrc) {
        this.ssrc = ssrc;
    }

    /** @param ssrc of the one who speaks */
    public static RtcpCompound receiving(int ssrc, List<Reception> receptions) {
        var compound = new RtcpCompound(ssrc);
        compound.header(receptions.size(), Rtcp.RECEIVER_REPORT, 1 + 6 * receptions.size());
        compound.out.putInt(ssrc);
        receptions.forEach(compound::put);
        return compound;
    }

    /**
     * @param ntp the sender's own time, seconds and fractions, 32 bits each
     * @param timestamp the stream's clock at that time
     */
    public static RtcpCompound sending(int ssrc, long ntp, int timestamp, long packets, long bytes) {
        var compound = new RtcpCompound(ssrc);
        compound.header(0, Rtcp.SENDER_REPORT, 6);
        compound.out
                .putInt(ssrc)
                .putLong(ntp)
                .putInt(timestamp)
                .putInt((int) packets)
                .putInt((int) bytes);
        return compound;
    }

    /**
     * How a stream arrives here.
     *
     * @param lostFraction of 256, since the last report
     * @param lost since the beginning
     * @param highest number received, how often numbers went round above
     * @param jitter in units of the stream's clock
     * @param lastReport the middle 32 bits of the time in its last report; 0 before there was one
     * @param sinceLastReport in 1/65536 s
     */
    public record Reception(
            int ssrc, int lostFraction, long lost, long highest, long jitter, int lastReport, long sinceLastReport) {}

    private void put(Reception reception) {
        out.putInt(reception.ssrc());
        out.putInt((reception.lostFraction() << 24) | (int) Math.min(reception.lost(), 0x7f_ffff));
        out.putInt((int) reception.highest()).putInt((int) reception.jitter());
        out.putInt(reception.lastReport()).putInt((int) reception.sinceLastReport());
    }

    /** Asks for a keyframe (RFC 4585 section 6.3.1). */
    public RtcpCompound keyframeWanted(int ofSsrc) {
        header(Rtcp.PICTURE_LOSS, Rtcp.PAYLOAD_FEEDBACK, 2);
        out.putInt(ssrc).putInt(ofSsrc);
        return this;
    }

    /** Asks for packets again (RFC 4585 section 6.2.1), as many as there is room for; an empty list adds nothing. */
    public RtcpCompound missing(int ofSsrc, List<Integer> sequences) {
        var words = words(sequences);
        int fitting = Math.min(words.size(), (out.remaining() - 12) / 4);
        if (fitting > 0) {
            header(Rtcp.NACK, Rtcp.TRANSPORT_FEEDBACK, 2 + fitting);
            out.putInt(ssrc).putInt(ofSsrc);
            words.subList(0, fitting).forEach(out::putInt);
        }
        return this;
    }

    /** A number, and a bit for each of the sixteen that follow it. */
    private static List<Integer> words(List<Integer> sequences) {
        var words = new ArrayList<Integer>();
        for (int sequence : sequences) {
            int last = words.isEmpty() ? 0 : words.getLast();
            int ahead = (sequence - (last >>> 16)) & 0xffff;
            if (!words.isEmpty() && ahead >= 1 && ahead <= FOLLOWING) {
                words.set(words.size() - 1, last | (1 << (ahead - 1)));
            } else {
                words.add(sequence << 16);
            }
        }
        return words;
    }

    /** When packets arrived, for the sender's estimate of the way. */
    public RtcpCompound arrivals(int ofSsrc, ArrivalReport report) {
        byte[] body = report.bytes();
        if (out.remaining() >= 12 + body.length) {
            header(Rtcp.TRANSPORT_WIDE, Rtcp.TRANSPORT_FEEDBACK, 2 + body.length / 4);
            out.putInt(ssrc).putInt(ofSsrc).put(body);
        }
        return this;
    }

    private void header(int count, int type, int words) {
        out.put((byte) (VERSION | count)).put((byte) type).putShort((short) words);
    }

    /** The compound, with so many bytes to spare behind. */
    public byte[] bytes(int spare) {
        byte[] bytes = new byte[out.position() + spare];
        out.duplicate().flip().get(bytes, 0, out.position());
        return bytes;
    }

    public int length() {
        return out.position();
    }
}
