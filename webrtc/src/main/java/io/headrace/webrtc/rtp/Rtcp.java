package io.headrace.webrtc.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What peers tell each other about their streams: reading compounds, writing them (RFC 3550 section 6, RFC 4585). */
public final class Rtcp {

    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int GOODBYE = 203;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;

    static final int NACK = 1;
    static final int TRANSPORT_WIDE = 15;
    static final int PICTURE_LOSS = 1;
    static final int FULL_INTRA = 4;
    static final int APPLICATION = 15;

    /** {@code REMB} in letters. */
    private static final int BANDWIDTH = 0x5245_4d42;

    private static final int HEADER = 4;
    private static final int VERSION = 2;

    /** More in one compound are nobody's need. */
    private static final int MAX_MESSAGES = 64;

    private Rtcp() {}

    /** What a peer says, as far as it is of use here. */
    public sealed interface Message {

        /**
         * What a stream's clock shows.
         *
         * @param ntp the middle 32 bits of the sender's own time: seconds and fractions, 16 bits each
         * @param timestamp the stream's clock at that time
         */
        record SenderReport(int ssrc, int ntp, int timestamp) implements Message {}

        /**
         * How a stream that we send arrives.
         *
         * @param lostFraction of 256
         * @param jitter in units of the stream's clock
         */
        record ReceptionReport(int ssrc, int lostFraction, long jitter) implements Message {}

        /** @param sequences packets of that stream that did not come */
        record Missing(int ssrc, List<Integer> sequences) implements Message {
            public Missing {
                sequences = List.copyOf(sequences);
            }
        }

        /** The viewer cannot go on without a keyframe. */
        record KeyframeWanted(int ssrc) implements Message {}

        /**
         * What the way to a viewer carries, as the viewer sees it (draft-alvestrand-rmcat-remb).
         *
         * @param bitsPerSecond of all streams together
         */
        record Bandwidth(long bitsPerSecond) implements Message {}

        record Goodbye() implements Message {}
    }

    /** Reads a compound; what is damaged ends it, what is unknown is passed over. */
    public static List<Message> parse(ByteBuffer compound) {
        var messages = new ArrayList<Message>();
        var in = compound.slice();
        while (in.remaining() >= HEADER && messages.size() < MAX_MESSAGES) {
            int first = in.get(in.position()) & 0xff;
            int type = in.get(in.position() + 1) & 0xff;
            int length = HEADER + 4 * (in.getShort(in.position() + 2) & 0xffff);
            if (first >> 6 != VERSION || length > in.remaining()) {
                return messages;
            }
            read(type, first & 0x1f, in.slice(in.position() + HEADER, length - HEADER), messages);
            in.position(in.position() + length);
        }
        return messages;
    }

    private static void read(int type, int count, ByteBuffer body, List<Message> messages) {
        switch (type) {
            case SENDER_REPORT -> senderReport(count, body, messages);
            case RECEIVER_REPORT -> receptions(count, body, 4, messages);
            case GOODBYE -> messages.add(new Message.Goodbye());
            case TRANSPORT_FEEDBACK -> {
                if (count == NACK) {
                    missing(body, messages);
                }
            }
            case PAYLOAD_FEEDBACK -> payloadFeedback(count, body, messages);
            default -> {
                // descriptions of sources, and what is to come
            }
        }
    }

    private static void senderReport(int count, ByteBuffer body, List<Message> messages) {
        if (body.remaining() >= 24) {
            int ntp = (body.getInt(4) << 16) | (body.getInt(8) >>> 16);
            messages.add(new Message.SenderReport(body.getInt(0), ntp, body.getInt(12)));
            receptions(count, body, 24, messages);
        }
    }

    private static void receptions(int count, ByteBuffer body, int from, List<Message> messages) {
        for (int at = from; at < from + 24 * count && at + 24 <= body.remaining(); at += 24) {
            messages.add(new Message.ReceptionReport(
                    body.getInt(at), body.get(at + 4) & 0xff, body.getInt(at + 12) & 0xffff_ffffL));
        }
    }

    private static void missing(ByteBuffer body, List<Message> messages) {
        if (body.remaining() < 8) {
            return;
        }
        var sequences = new ArrayList<Integer>();
        for (int at = 8; at + 4 <= body.remaining(); at += 4) {
            int first = body.getShort(at) & 0xffff;
            int following = body.getShort(at + 2) & 0xffff;
            sequences.add(first);
            for (int bit = 0; bit < Short.SIZE; bit++) {
                if ((following & (1 << bit)) != 0) {
                    sequences.add((first + 1 + bit) & 0xffff);
                }
            }
        }
        messages.add(new Message.Missing(body.getInt(4), sequences));
    }

    private static void payloadFeedback(int kind, ByteBuffer body, List<Message> messages) {
        if (kind == PICTURE_LOSS && body.remaining() >= 8) {
            messages.add(new Message.KeyframeWanted(body.getInt(4)));
        } else if (kind == FULL_INTRA && body.remaining() >= 12) {
            messages.add(new Message.KeyframeWanted(body.getInt(8)));
        } else if (kind == APPLICATION && body.remaining() >= 16 && body.getInt(8) == BANDWIDTH) {
            messages.add(new Message.Bandwidth(bandwidth(body.getInt(12))));
        }
    }

    /** Six bits of exponent and 18 of mantissa, behind a count; a rate beyond all ways is the highest there is. */
    private static long bandwidth(int word) {
        int exponent = (word >>> 18) & 0x3f;
        long mantissa = word & 0x3_ffff;
        return exponent > 40 ? Long.MAX_VALUE : mantissa << exponent;
    }
}
