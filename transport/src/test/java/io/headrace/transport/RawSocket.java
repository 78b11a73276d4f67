package io.headrace.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A peer that speaks HTTP/1.1 byte by byte, as badly as a test wants it. */
final class RawSocket implements Closeable {
    private final Socket socket;

    private RawSocket(Socket socket) {
        this.socket = socket;
    }

    static RawSocket plain(int port) throws IOException {
        return patient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Without the ALPN extension, as existing nodes fetch results. */
    static RawSocket tlsWithoutAlpn(int port) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
        return patient(context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
    }

    private static RawSocket patient(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return new RawSocket(socket);
    }

    String negotiated() throws IOException {
        var tls = (SSLSocket) socket;
        tls.startHandshake();
        return tls.getApplicationProtocol();
    }

    RawSocket send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the text ends like this. */
    String readUntil(String end) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("Closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
