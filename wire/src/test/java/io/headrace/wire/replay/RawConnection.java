package io.headrace.wire.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.headrace.wire.RecordedExchange.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends recorded HTTP/1.1 requests once more, each line of their heads as it was but for the host, and reads the answers to
 * them. One thread at a time.
 */
public final class RawConnection implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        patience(PATIENCE);
    }

    public static RawConnection plain(int port) throws IOException {
        return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Without the ALPN extension, as existing nodes reach trickle channels. */
    public static RawConnection tls(int port) throws IOException, GeneralSecurityException {
        return new RawConnection(Trust.anybody().createSocket(InetAddress.getLoopbackAddress(), port));
    }

    /** @param silence after which an answer is waited for no longer; twenty seconds unless told */
    public void patience(Duration silence) throws SocketException {
        socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
    }

    /** Whole, with the body that was recorded. */
    public RawAnswer ask(Message recorded) throws IOException {
        return ask(recorded, recorded.path(), recorded.body().orElse(new byte[0]));
    }

    /** @param path instead of the recorded one */
    public RawAnswer ask(Message recorded, String path, byte[] body) throws IOException {
        return head(recorded, path).body(recorded, body).answer();
    }

    /** A publisher that has nothing to send yet leaves it at that. */
    public RawConnection head(Message recorded, String path) throws IOException {
        return send(recorded.method(), path, recorded.headers());
    }

    /** A head of these lines. */
    public RawConnection send(String method, String path, Map<String, String> headers) throws IOException {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> head.append(name)
                .append(": ")
                .append(name.equalsIgnoreCase("Host") ? "127.0.0.1:" + socket.getPort() : value)
                .append("\r\n"));
        return send(head.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    /** In the framing that the recorded head announces. */
    public RawConnection body(Message recorded, byte[] body) throws IOException {
        return recorded.header("Transfer-Encoding").isEmpty() ? send(body) : chunked(body);
    }

    private RawConnection chunked(byte[] body) throws IOException {
        var framed = new ByteArrayOutputStream();
        if (body.length > 0) {
            framed.writeBytes((HexFormat.of().toHexDigits(body.length) + "\r\n").getBytes(ISO_8859_1));
            framed.writeBytes(body);
            framed.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        framed.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return send(framed.toByteArray());
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next answer, without the provisional ones before it. */
    public RawAnswer answer() throws IOException {
        int status;
        Map<String, String> headers;
        do {
            status = Integer.parseInt(line().split(" ", 3)[1]);
            headers = headers();
        } while (status < 200);
        var body = "chunked".equals(headers.get("transfer-encoding"))
                ? chunks()
                : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new RawAnswer(status, headers, new String(body, ISO_8859_1), Map.of());
    }

    private Map<String, String> headers() throws IOException {
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return headers;
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            body.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("Closed after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
