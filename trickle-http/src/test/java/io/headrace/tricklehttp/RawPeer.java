package io.headrace.tricklehttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A peer that speaks HTTP/1.1 byte by byte, on one connection. */
final class RawPeer implements Closeable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawPeer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The first lines of an answer; names in lower case. */
    record Head(int status, Map<String, String> headers) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /** A whole answer; the text has one character for each byte. */
    record Reply(Head head, String text) {
        int status() {
            return head.status();
        }

        Optional<String> header(String name) {
            return head.header(name);
        }

        byte[] body() {
            return text.getBytes(ISO_8859_1);
        }
    }

    RawPeer send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** A request without a body. */
    RawPeer ask(String method, String path, String... headers) throws IOException {
        return send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers)
                + (method.equals("POST") ? "Content-Length: 0\r\n\r\n" : "\r\n"));
    }

    /** The head of a publish whose body is still to come. */
    RawPeer preconnect(String path, String... headers) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers)
                + "Transfer-Encoding: chunked\r\n\r\n");
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    RawPeer chunk(String text) throws IOException {
        return send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    RawPeer end() throws IOException {
        return send("0\r\n\r\n");
    }

    /** The head of the next answer, which may be a provisional one. */
    Head head() throws IOException {
        var status = line().split(" ");
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(status[1]), headers);
    }

    Reply reply() throws IOException {
        return rest(head());
    }

    /** What follows a head, to its end. */
    Reply rest(Head head) throws IOException {
        if (head.header("Transfer-Encoding").isEmpty()) {
            int length = Integer.parseInt(head.header("Content-Length").orElse("0"));
            return new Reply(head, new String(in.readNBytes(length), ISO_8859_1));
        }
        var body = new ByteArrayOutputStream();
        for (var chunk = chunk(); chunk.length > 0; chunk = chunk()) {
            body.writeBytes(chunk);
        }
        return new Reply(head, body.toString(ISO_8859_1));
    }

    /** The next chunk of a chunked body; empty for the last one. The server may keep a chunk's line end for the next. */
    byte[] chunk() throws IOException {
        var size = line();
        while (size.isEmpty()) {
            size = line();
        }
        int length = Integer.parseInt(size, 16);
        byte[] bytes = in.readNBytes(length);
        if (length == 0) {
            line();
        }
        return bytes;
    }

    /** So many bytes of a chunked body, as they come. */
    String text(int length) throws IOException {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(new String(chunk(), ISO_8859_1));
        }
        return text.toString();
    }

    /** Whether the server has closed the connection. */
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    /** Nothing has come that was not read. */
    boolean isSilent() throws IOException {
        return in.available() == 0;
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
