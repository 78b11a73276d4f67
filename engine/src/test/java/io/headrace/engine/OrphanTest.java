package io.headrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A parent that is killed takes its children with it, whatever they are busy with. */
class OrphanTest {

    @Test
    void childrenEndWithTheirParent() throws Exception {
        var parent = new ProcessBuilder(ChildCommand.java(
                                List.of("-XX:TieredStopAtLevel=1"),
                                System.getProperty("java.class.path"),
                                TestParent.class.getName())
                        .arguments())
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            var children = Arrays.stream(lines.readLine().split(" ", -1))
                    .map(Long::valueOf)
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(children).hasSize(2);

            parent.destroyForcibly();

            for (var child : children) {
                child.onExit().get(10, TimeUnit.SECONDS);
            }
        } finally {
            parent.destroyForcibly();
        }
    }
}
