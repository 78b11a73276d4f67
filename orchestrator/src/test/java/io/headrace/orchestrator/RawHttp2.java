package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.wire.replay.RawAnswer;
import io.headrace.wire.replay.Trust;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/**
 * A client that speaks HTTP/2 frame by frame over TLS, as a Go client offers it: one stream at a time, headers without
 * compression, and those that fill more than a frame continued in others.
 */
final class RawHttp2 implements Closeable {

    private static final byte DATA = 0;
    private static final byte HEADERS = 1;
    private static final byte RST_STREAM = 3;
    private static final byte SETTINGS = 4;
    private static final byte PING = 6;
    private static final byte GOAWAY = 7;
    private static final byte CONTINUATION = 9;

    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;

    /** The most that a peer takes which has not said otherwise. */
    private static final int FRAME = 16_384;

    private static final int PATIENCE_MS = 20_000;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final HpackDecoder headers = new HpackDecoder(1 << 16, System::nanoTime);
    private int stream = -1;

    RawHttp2(int port) throws IOException, GeneralSecurityException {
        socket = (SSLSocket) Trust.anybody().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!"h2".equals(socket.getApplicationProtocol())) {
            throw new IOException("The server chose \"" + socket.getApplicationProtocol() + "\" of h2 and http/1.1");
        }
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** @param head in its order, with what names method, scheme, path and authority first */
    RawAnswer ask(Map<String, String> head, byte[] body) throws IOException {
        stream += 2;
        var block = block(head);
        int last = body.length == 0 ? END_STREAM : 0;
        for (int from = 0; from < block.length; from += FRAME) {
            int to = Math.min(block.length, from + FRAME);
            var part = Arrays.copyOfRange(block, from, to);
            int whole = to == block.length ? END_HEADERS : 0;
            frame(from == 0 ? HEADERS : CONTINUATION, (from == 0 ? last : 0) | whole, stream, part);
        }
        if (body.length > 0) {
            frame(DATA, END_STREAM, stream, body);
        }
        return answer();
    }

    private static byte[] block(Map<String, String> head) {
        var block = new ByteArrayOutputStream();
        head.forEach((name, value) -> {
            block.write(0);
            string(name, block);
            string(value, block);
        });
        return block.toByteArray();
    }

    /** As it is, after its length: seven bits of the first byte, then seven of each further one (RFC 7541, section 5). */
    private static void string(String text, ByteArrayOutputStream to) {
        var bytes = text.getBytes(ISO_8859_1);
        if (bytes.length < 127) {
            to.write(bytes.length);
        } else {
            to.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>>= 7) {
                to.write((rest & 127) | 128);
            }
            to.write(rest);
        }
        to.writeBytes(bytes);
    }

    private void frame(byte type, int flags, int of, byte[] payload) throws IOException {
        out.writeByte(payload.length >>> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(of);
        out.write(payload);
        out.flush();
    }

    private RawAnswer answer() throws IOException {
        var answer = new Collected();
        while (!answer.ended) {
            answer.take(next());
        }
        return answer.whole();
    }

    /** What has come of an answer. */
    private final class Collected {
        private final ByteArrayOutputStream block = new ByteArrayOutputStream();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final Map<String, String> head = new TreeMap<>();
        private final Map<String, String> trailers = new TreeMap<>();
        private int status;
        private boolean last;
        private boolean ended;

        void take(Frame next) throws IOException {
            last |= next.type != CONTINUATION && (next.flags & END_STREAM) != 0;
            if (next.type == DATA) {
                body.writeBytes(next.payload);
                ended = last;
            } else {
                block.writeBytes(next.payload);
                if ((next.flags & END_HEADERS) != 0) {
                    keep(decoded(block.toByteArray()));
                    block.reset();
                    ended = last;
                }
            }
        }

        private void keep(MetaData list) {
            var to = status == 0 ? head : trailers;
            if (list instanceof MetaData.Response response) {
                status = response.getStatus();
            }
            list.getHttpFields()
                    .forEach(field -> to.merge(
                            field.getLowerCaseName(), field.getValue(), (first, second) -> first + ", " + second));
        }

        RawAnswer whole() {
            return new RawAnswer(status, head, body.toString(ISO_8859_1), trailers);
        }
    }

    private MetaData decoded(byte[] block) throws IOException {
        try {
            return headers.decode(ByteBuffer.wrap(block));
        } catch (HpackException.SessionException | HpackException.StreamException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private static final class Frame {
        private final byte type;
        private final int flags;
        private final byte[] payload;

        Frame(byte type, int flags, byte[] payload) {
            this.type = type;
            this.flags = flags;
            this.payload = payload;
        }
    }

    /** The next frame of the stream; what concerns the connection is seen to on the way. */
    private Frame next() throws IOException {
        while (true) {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            byte type = in.readByte();
            int flags = in.readUnsignedByte();
            int of = in.readInt();
            var payload = in.readNBytes(length);
            if (type == GOAWAY || type == RST_STREAM) {
                throw new IOException("The server broke the stream off, with frame " + type + " of " + length);
            }
            if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
                frame(type, ACK, 0, type == PING ? payload : new byte[0]);
            } else if (of == stream && (type == DATA || type == HEADERS || type == CONTINUATION)) {
                return new Frame(type, flags, payload);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
