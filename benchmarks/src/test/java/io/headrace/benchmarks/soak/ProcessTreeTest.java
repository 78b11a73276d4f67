package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.soak.NetworkProcess.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    @Test
    void knowsARoleByItsCommandLine() {
        assertThat(node("orchestrator", "--supervised", "--name", "alder"))
                .isEqualTo(new NetworkProcess(9, 1, Kind.ORCHESTRATOR, "alder"));
        assertThat(node("worker", "--name", "alder-worker").kind()).isEqualTo(Kind.WORKER);
        assertThat(node("gateway", "--supervised")).isEqualTo(new NetworkProcess(9, 1, Kind.GATEWAY, "gateway"));
        assertThat(node("up", "--isolate").kind()).isEqualTo(Kind.NETWORK);
    }

    @Test
    void knowsAChildAlsoWhileTheShellSetsItsLimit() {
        var shell = List.of(
                "/bin/sh", "-c", "ulimit -d \"$0\" && exec \"$@\"", "9", "java", "io.headrace.ffmpeg.FfmpegChild");

        assertThat(NetworkProcess.of(9, 1, shell).kind()).isEqualTo(Kind.CHILD);
    }

    @Test
    void knowsNothingOfOthers() {
        assertThat(NetworkProcess.of(9, 1, List.of("java", "-version")).kind()).isEqualTo(Kind.OTHER);
        assertThat(NetworkProcess.of(9, 1, List.of("java", "io.headrace.node.Main"))
                        .kind())
                .isEqualTo(Kind.OTHER);
    }

    @Test
    void namesChildrenAfterWhomTheyWorkFor() {
        var worker = new NetworkProcess(5, 1, Kind.WORKER, "alder-worker");
        var child = new NetworkProcess(6, 5, Kind.CHILD, "");
        var orphan = new NetworkProcess(7, 99, Kind.CHILD, "");

        assertThat(ProcessTree.named(List.of(child, worker, orphan)))
                .extracting(NetworkProcess::name)
                .containsExactly("child of alder-worker", "alder-worker", "child of one who is gone");
    }

    @Test
    void seesItself() {
        var own = ProcessHandle.current();

        var seen = new ProcessTree(own).processes();

        assertThat(seen).first().extracting(NetworkProcess::pid).isEqualTo(own.pid());
        assertThat(ResidentMemory.byKind(seen).get(Kind.OTHER)).isGreaterThan(1 << 20);
    }

    private static NetworkProcess node(String... arguments) {
        var line = new ArrayList<>(List.of("/usr/bin/java", "-cp", "x.jar", "io.headrace.node.Main"));
        line.addAll(List.of(arguments));
        return NetworkProcess.of(9, 1, line);
    }
}
