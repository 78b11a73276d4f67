package io.headrace.benchmarks.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.node.process.JavaProgram;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;

/** A process with a {@link TokenRunner} in it, so that its processor time is its own. Ends with who started it. */
record TokenRunnerProcess(Process process, URI uri) implements AutoCloseable {

    /** Prints its port and ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        try (var server =
                HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(new TokenRunner().routes()))) {
            System.out.println(server.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** @throws IOException when it does not start */
    static TokenRunnerProcess start() throws IOException {
        var program = JavaProgram.running();
        var command = new JavaProgram(
                        program.java(), System.getProperty("java.class.path"), List.of("-XX:+UseSerialGC", "-Xmx128m"))
                .commandLine(TokenRunnerProcess.class.getName(), List.of());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var port = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (port == null) {
            throw new IOException("The runner did not start: " + String.join(" ", command));
        }
        return new TokenRunnerProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
