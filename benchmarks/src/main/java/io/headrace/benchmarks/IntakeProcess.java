package io.headrace.benchmarks;

import io.headrace.media.AccessUnit;
import io.headrace.rtmp.RtmpConfig;
import io.headrace.rtmp.RtmpLimits;
import io.headrace.rtmp.RtmpServer;
import io.headrace.rtmp.publish.Admission;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.Publisher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A process that takes streams in and throws them away, so that its processor time is that of the intake alone: {@code
 * rtmp} understands them, {@code socket} only reads. It prints its port and ends with its standard input.
 */
final class IntakeProcess {

    private IntakeProcess() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "rtmp" -> {
                try (var server = RtmpServer.start(
                        new RtmpConfig("127.0.0.1", 0, RtmpLimits.DEFAULT),
                        _ -> new Admission.Accepted(new Forgetful()),
                        System::nanoTime)) {
                    serve(server.port());
                }
            }
            case "socket" -> {
                try (var listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
                    Thread.ofVirtual().start(() -> acceptAll(listener));
                    serve(listener.getLocalPort());
                }
            }
            default -> throw new IllegalArgumentException("An intake is rtmp or socket, not " + arguments[0]);
        }
    }

    private static void serve(int port) throws IOException {
        System.out.println(port);
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private static void acceptAll(ServerSocket listener) {
        try {
            while (true) {
                var socket = listener.accept();
                Thread.ofVirtual().start(() -> drain(socket));
            }
        } catch (IOException closed) {
            // The process ends.
        }
    }

    private static void drain(Socket socket) {
        try (socket;
                InputStream in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // Its publisher went without a word.
        }
    }

    /** Takes everything, keeps nothing. */
    private static final class Forgetful implements Publisher {
        @Override
        public void unit(AccessUnit unit) {}

        @Override
        public void ended(End how) {}
    }
}
