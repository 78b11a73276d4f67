package io.headrace.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.engine.ChildCommand;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node that is killed takes its runners with it. */
class RunnerOrphanTest {

    @Test
    void runnersEndWithTheirParent() throws Exception {
        var parent = new ProcessBuilder(ChildCommand.java(
                                List.of("-XX:TieredStopAtLevel=1", "-Xmx64m"),
                                System.getProperty("java.class.path"),
                                FakeParent.class.getName())
                        .arguments())
                .start();
        try (var http = HttpClient.start(ClientConfig.FOR_SERVICES);
                var lines =
                        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            var address = new RunnerAddress(URI.create(lines.readLine()), "token");
            var version = new RunnerClient(http, address, RunnerPatience.DEFAULT).version();
            assertThat(version).isInstanceOf(RunnerReply.Given.class);
            var pid = Long.parseLong(
                    ((RunnerReply.Given<RunnerVersion>) version).value().version());
            var runner = ProcessHandle.of(pid).orElseThrow();

            parent.destroyForcibly();

            assertThat(runner.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }
}
