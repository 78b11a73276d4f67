package io.headrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningChildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ChildCommand command(String manner) {
        var plain = ChildCommand.java(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx24m"),
                System.getProperty("java.class.path"),
                TestListener.class.getName());
        var all = new ArrayList<>(plain.arguments());
        all.add(manner);
        return new ChildCommand(all, Map.of("AUTH_TOKEN", "of the child"), 0);
    }

    @Test
    void isReachedAtThePortThatItSays() throws Exception {
        try (var child = ListeningChild.start(command("well"), PATIENCE);
                var socket = new Socket(InetAddress.getLoopbackAddress(), child.port())) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(child.exit()).isNotDone();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"well", "deaf"})
    void leavesNoProcessBehind(String manner) throws Exception {
        var child = ListeningChild.start(command(manner), PATIENCE);

        child.close();

        assertThat(child.exit().get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void tellsItsEndWithItsCodeAndItsLastWords() throws Exception {
        try (var child = ListeningChild.start(command("crash"), PATIENCE)) {
            assertThat(child.exit().get(60, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(child.lastLines()).containsExactly("memory of the child", "about to crash");
        }
    }

    @Test
    void saysWhyOneDidNotStart() {
        assertThatThrownBy(() -> ListeningChild.start(command("stillborn"), PATIENCE))
                .isInstanceOf(ChildException.NotStarted.class)
                .hasMessageContaining("ended with code 9")
                .hasMessageContaining("no model here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mute", "garbled"})
    void doesNotWaitForEverForAPort(String manner) {
        assertThatThrownBy(() -> ListeningChild.start(command(manner), Duration.ofMillis(300)))
                .isInstanceOf(ChildException.NotStarted.class)
                .hasMessageContaining("did not say that it listens within 300 ms");
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .toList())
                .allSatisfy(left ->
                        assertThat(left.onExit().get(10, TimeUnit.SECONDS)).isNotNull());
    }

    @Test
    void saysWhichProgramIsMissing() {
        var nothing = new ChildCommand(List.of("/no/such/program"), Map.of(), 0);

        assertThatThrownBy(() -> ListeningChild.start(nothing, PATIENCE))
                .isInstanceOf(ChildException.NotStarted.class)
                .hasMessageContaining("/no/such/program");
    }
}
