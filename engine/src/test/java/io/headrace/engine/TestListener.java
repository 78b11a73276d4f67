package io.headrace.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A child with a port of its own that does as it is told: well, or in every bad way. */
final class TestListener {

    private TestListener() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "stillborn" -> {
                System.err.println("no model here");
                System.exit(9);
            }
            case "mute" -> new CountDownLatch(1).await();
            case "garbled" -> {
                System.out.println("listening everywhere\nlistening 0\nlistening 70000");
                new CountDownLatch(1).await();
            }
            default -> listen(args[0]);
        }
    }

    private static void listen(String manner) throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("a library that prints");
            System.err.println("memory " + System.getenv("AUTH_TOKEN"));
            System.out.println("listening " + socket.getLocalPort());
            if (manner.equals("crash")) {
                System.err.println("about to crash");
                Runtime.getRuntime().halt(42);
            }
            while (System.in.read() >= 0 || manner.equals("deaf")) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
