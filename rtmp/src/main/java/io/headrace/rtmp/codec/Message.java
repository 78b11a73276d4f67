package io.headrace.rtmp.codec;

import java.nio.ByteBuffer;

/**
 * One complete message (RTMP 1.0, sections 5.4 and 7.1).
 *
 * @param type one of the constants here, or one that we do not know
 * @param timestamp in milliseconds, modulo 2^32
 * @param streamId 0 is the connection itself
 * @param payload all that remains in the buffer; whoever gets the message may move its position
 */
public record Message(int type, int timestamp, int streamId, ByteBuffer payload) {
    public static final int SET_CHUNK_SIZE = 1;
    public static final int ABORT = 2;
    public static final int ACKNOWLEDGEMENT = 3;
    public static final int USER_CONTROL = 4;
    public static final int WINDOW_ACKNOWLEDGEMENT_SIZE = 5;
    public static final int SET_PEER_BANDWIDTH = 6;
    public static final int AUDIO = 8;
    public static final int VIDEO = 9;
    public static final int DATA_AMF3 = 15;
    public static final int COMMAND_AMF3 = 17;
    public static final int DATA_AMF0 = 18;
    public static final int COMMAND_AMF0 = 20;
    public static final int AGGREGATE = 22;
}
