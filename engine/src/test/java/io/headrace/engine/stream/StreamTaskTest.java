package io.headrace.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTaskTest {

    private static final StreamPlace PIPE = new StreamPlace.Pipe();
    private static final URI SERVER = URI.create("rtmp://192.0.2.1:1935/live/secret-key");

    static List<StreamTask> tasks() {
        return List.of(
                StreamTask.of(PIPE, PIPE, StreamSound.OPUS),
                StreamTask.of(PIPE, new StreamPlace.File(Path.of("/tmp/out.mp4")), StreamSound.NONE),
                StreamTask.of(PIPE, StreamPlace.Rtmp.at(SERVER), StreamSound.AAC)
                        .idle(Duration.ofSeconds(7)),
                StreamTask.of(new StreamPlace.Rtmp(SERVER, "rtmp://source.example/live"), PIPE, StreamSound.COPY));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void isReadAsItWasWritten(StreamTask task) {
        assertThat(StreamTask.parse(task.arguments(), task.environment())).isEqualTo(task);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void showsNoKeyAmongItsArgumentsOrInLogs(StreamTask task) {
        assertThat(task.arguments()).noneMatch(word -> word.contains("secret-key"));
        assertThat(task.toString()).doesNotContain("secret-key");
    }

    @Test
    void isReadFromPlainWordsToo() {
        var words = List.of("--in", "pipe:", "--out", SERVER.toString(), "--sound", "aac");

        assertThat(StreamTask.parse(words, Map.of()))
                .isEqualTo(StreamTask.of(PIPE, StreamPlace.Rtmp.at(SERVER), StreamSound.AAC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--in",
                "--in pipe:",
                "--in pipe: --out /etc/passwd",
                "--in http://host/a.mp4 --out pipe:",
                "--in /tmp/in.mp4 --out pipe:",
                "--in pipe: --out rtmp:///nowhere",
                "--in pipe: --out env:NOT_THERE",
                "--in pipe: --out rtmp://host/live/a --sound opus",
                "--in pipe: --out pipe: --sound mp3",
                "--in pipe: --out pipe: --idle 0",
                "--in pipe: --out pipe: --shell yes"
            })
    void refusesWhatMakesNoSense(String words) {
        var arguments = words.isEmpty() ? List.<String>of() : List.of(words.split(" ", -1));

        assertThatIllegalArgumentException().isThrownBy(() -> StreamTask.parse(arguments, Map.of()));
    }
}
