package io.headrace.benchmarks;

import io.headrace.node.process.JavaProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How long an orchestrator without money takes from the start of its JVM until its port answers, and how much memory it
 * holds when it has been idle for some seconds (its warm media children apart).
 */
final class NodeBench {

    private static final int ROUNDS = 5;
    private static final double GOAL_SECONDS = 0.5;
    private static final long GOAL_MEBIBYTES = 150;
    private static final Duration IDLE = Duration.ofSeconds(5);

    private NodeBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var starts = new double[ROUNDS];
        var memory = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            var data = Files.createTempDirectory("node-bench");
            int port = freePort();
            long begun = System.nanoTime();
            var process = new ProcessBuilder(command(data, port))
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("log").toFile())
                    .start();
            awaitPort(port);
            starts[round] = (System.nanoTime() - begun) / 1e9;
            Thread.sleep(IDLE);
            memory[round] = residentMebibytes(process.pid());
            process.destroy();
            process.waitFor();
        }
        Arrays.sort(starts);
        Arrays.sort(memory);
        double start = starts[ROUNDS / 2];
        long idle = memory[ROUNDS / 2];
        System.out.printf(
                Locale.ROOT,
                "An orchestrator answers %.2f s after its start (goal %.1f) and holds %d MB when idle (goal %d); medians of %d.%n",
                start,
                GOAL_SECONDS,
                idle,
                GOAL_MEBIBYTES,
                ROUNDS);
        var against = new LinkedHashMap<String, Double>();
        against.put("idleMebibytes", (double) idle);
        against.put("idleGoal", (double) GOAL_MEBIBYTES);
        new Figure("node", start, "s to answer", OptionalDouble.of(GOAL_SECONDS), against).print("node");
    }

    private static List<String> command(Path data, int port) {
        return JavaProgram.running()
                .commandLine(
                        "io.headrace.node.Main",
                        List.of("orchestrator", "--data", data.toString(), "--port", "" + port, "--admin-port", "0"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port) throws InterruptedException {
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException notYet) {
                Thread.sleep(5);
            }
        }
    }

    private static long residentMebibytes(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        }
    }
}
