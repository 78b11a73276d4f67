package io.headrace.rtmp.codec;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts messages together from chunks (RTMP 1.0, section 5.3), and obeys the two messages about chunks: Set Chunk Size
 * and Abort. One thread at a time.
 *
 * <pre>
 * chunk  = format (2 bits) and stream id (6 bits; 0: one more byte, 1: two more), then
 *   0:  time (3), length (3), type (1), message stream (4, little-endian)
 *   1:  step (3), length (3), type (1)
 *   2:  step (3)
 *   3:  nothing: the rest of a message, or a new one as the last
 * time and step 0xffffff: the true one follows in four bytes, also in each chunk of format 3 after it
 * </pre>
 */
public final class ChunkReader {
    private static final int INITIAL_CHUNK_BYTES = 128;
    private static final int IN_FOUR_MORE_BYTES = 0xff_ffff;

    private final DataInputStream in;
    private final WireLimits limits;
    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private int chunkBytes = INITIAL_CHUNK_BYTES;
    private int longestMessage;
    private int assembled;

    public ChunkReader(InputStream in, WireLimits limits) {
        this.in = new DataInputStream(in);
        this.limits = limits;
        this.longestMessage = limits.commandBytes();
    }

    /** From now on messages may be as long as media is; before, none is longer than a command. */
    public void allowMedia() {
        longestMessage = limits.messageBytes();
    }

    /**
     * The next message for the layer above.
     *
     * @throws ProtocolViolation when the peer breaks the format or a limit
     * @throws java.io.EOFException when the peer is gone
     */
    public Message read() throws IOException {
        while (true) {
            var message = readChunk();
            if (message.isPresent() && !obeyed(message.get())) {
                return message.get();
            }
        }
    }

    private Optional<Message> readChunk() throws IOException {
        int first = in.readUnsignedByte();
        int id = streamId(first & 0x3f);
        var stream = stream(id);
        readHeader(stream, first >> 6, id);
        int count = Math.min(chunkBytes, stream.missing());
        if (assembled + count > limits.assemblyBytes()) {
            throw new ProtocolViolation(
                    "The messages that have begun are longer than " + limits.assemblyBytes() + " bytes together");
        }
        stream.take(in, count);
        assembled += count;
        if (stream.missing() > 0) {
            return Optional.empty();
        }
        assembled -= stream.filled();
        return Optional.of(stream.complete());
    }

    private int streamId(int inFirstByte) throws IOException {
        return switch (inFirstByte) {
            case 0 -> 64 + in.readUnsignedByte();
            case 1 -> 64 + in.readUnsignedByte() + (in.readUnsignedByte() << 8);
            default -> inFirstByte;
        };
    }

    private ChunkStream stream(int id) throws ProtocolViolation {
        var stream = streams.computeIfAbsent(id, _ -> new ChunkStream());
        if (streams.size() > limits.chunkStreams()) {
            throw new ProtocolViolation("More than " + limits.chunkStreams() + " chunk streams are in use");
        }
        return stream;
    }

    private void readHeader(ChunkStream stream, int format, int id) throws IOException {
        if (!stream.midMessage()) {
            beginMessage(stream, format, id);
        } else if (format != 3) {
            throw new ProtocolViolation("A message on chunk stream " + id + " begins before the last one is complete");
        } else if (stream.extended()) {
            in.readInt();
        }
    }

    /** A stream that begins with format 1 is against the text but common: librtmp answers pings so. */
    private void beginMessage(ChunkStream stream, int format, int id) throws IOException {
        if (format > 1 && !stream.known()) {
            throw new ProtocolViolation("Chunk stream " + id + " begins without the length of its message");
        }
        int time = format < 3 ? readThreeBytes() : stream.step();
        boolean extended = format < 3 ? time == IN_FOUR_MORE_BYTES : stream.extended();
        var header = format < 2 ? readLengthAndType(stream.header(), format == 0) : stream.header();
        stream.begin(header, format == 0, extended ? in.readInt() : time, extended);
    }

    private ChunkStream.Header readLengthAndType(ChunkStream.Header last, boolean withStream) throws IOException {
        int length = readThreeBytes();
        int type = in.readUnsignedByte();
        int streamId = withStream ? Integer.reverseBytes(in.readInt()) : last.streamId();
        int longest = isCommand(type) ? limits.commandBytes() : longestMessage;
        if (length > longest) {
            throw new ProtocolViolation(
                    "A message of type " + type + " has " + length + " bytes; at most " + longest + " are taken");
        }
        return new ChunkStream.Header(length, type, streamId);
    }

    private static boolean isCommand(int type) {
        return type == Message.COMMAND_AMF0 || type == Message.COMMAND_AMF3;
    }

    private int readThreeBytes() throws IOException {
        return (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    }

    private boolean obeyed(Message message) throws ProtocolViolation {
        return switch (message.type()) {
            case Message.SET_CHUNK_SIZE -> {
                setChunkSize(number(message.payload()));
                yield true;
            }
            case Message.ABORT -> {
                abort(number(message.payload()));
                yield true;
            }
            default -> false;
        };
    }

    private void setChunkSize(int bytes) throws ProtocolViolation {
        if (bytes < 1 || bytes > limits.chunkBytes()) {
            throw new ProtocolViolation(
                    "A chunk size of " + bytes + " was asked for; it is 1 to " + limits.chunkBytes());
        }
        chunkBytes = bytes;
    }

    private void abort(int id) {
        var stream = streams.get(id);
        if (stream != null) {
            assembled -= stream.filled();
            stream.drop();
        }
    }

    private static int number(ByteBuffer payload) throws ProtocolViolation {
        if (payload.remaining() < Integer.BYTES) {
            throw new ProtocolViolation("A control message has " + payload.remaining() + " bytes, not 4");
        }
        return payload.getInt();
    }
}
