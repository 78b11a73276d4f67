package io.headrace.rtmp.session;

import io.headrace.rtmp.codec.Amf;
import io.headrace.rtmp.codec.ChunkWriter;
import io.headrace.rtmp.codec.Command;
import io.headrace.rtmp.codec.Message;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What goes to the client. Used by the thread of the connection. A client that does not read would block it for ever,
 * since a write has no timeout: so each write is given its time, after which the socket is closed.
 */
final class Outgoing {
    private static final int CONTROL = 2;
    private static final int COMMANDS = 3;
    private static final int STATUS = 5;
    private static final int BUFFER_BYTES = 4 * 1024;
    private static final int CHUNK_BYTES = 4 * 1024;
    private static final int DYNAMIC = 2;
    private static final int STREAM_BEGIN = 0;
    private static final int PING_RESPONSE = 7;

    private final Socket socket;
    private final OutputStream out;
    private final ChunkWriter chunks;
    private final ScheduledExecutorService timer;
    private final Duration limit;

    Outgoing(Socket socket, ScheduledExecutorService timer, Duration limit) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        this.chunks = new ChunkWriter(out);
        this.timer = timer;
        this.limit = limit;
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    /** Sends now, and closes the socket should that take too long. */
    private void inTime(Write write) throws IOException {
        var fuse = timer.schedule(this::closeSocket, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            write.run();
            out.flush();
        } finally {
            fuse.cancel(false);
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** For the handshake, which no socket's buffer is too small for. */
    OutputStream stream() {
        return out;
    }

    /** What a server says before it answers the connect command. */
    void introduce(int windowBytes) throws IOException {
        inTime(() -> {
            control(Message.WINDOW_ACKNOWLEDGEMENT_SIZE, number(windowBytes));
            control(
                    Message.SET_PEER_BANDWIDTH,
                    ByteBuffer.allocate(5).putInt(0, windowBytes).put(4, (byte) DYNAMIC));
            chunks.setChunkSize(CHUNK_BYTES);
        });
    }

    /** @param receivedBytes of which the wire carries the lower 32 bits */
    void acknowledge(long receivedBytes) throws IOException {
        inTime(() -> control(Message.ACKNOWLEDGEMENT, number((int) receivedBytes)));
    }

    void pong(int timestamp) throws IOException {
        inTime(() -> control(Message.USER_CONTROL, event(PING_RESPONSE, timestamp)));
    }

    void streamBegins(int stream) throws IOException {
        inTime(() -> control(Message.USER_CONTROL, event(STREAM_BEGIN, stream)));
    }

    void result(Command call, Amf... values) throws IOException {
        var answer = Command.of("_result", call.transaction(), values);
        inTime(() -> chunks.write(COMMANDS, answer.toMessage(0)));
    }

    void status(int stream, boolean good, Status status, String sentence) throws IOException {
        var said = new Amf.Members(Map.of(
                "level", Amf.text(good ? "status" : "error"),
                "code", Amf.text(status.code()),
                "description", Amf.text(sentence)));
        var message = Command.of("onStatus", 0, Amf.NOTHING, said).toMessage(stream);
        inTime(() -> chunks.write(STATUS, message));
    }

    private void control(int type, ByteBuffer payload) throws IOException {
        chunks.write(CONTROL, new Message(type, 0, 0, payload));
    }

    private static ByteBuffer number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, value);
    }

    private static ByteBuffer event(int type, int value) {
        return ByteBuffer.allocate(6).putShort(0, (short) type).putInt(2, value);
    }
}
