package io.headrace.models.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As the launcher gives it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RunnerLessonTest {

    @TempDir
    private Path directory;

    @Test
    void endsByItselfHavingLoadedWhatARunnerNeeds() throws Exception {
        var errors = directory.resolve("errors");
        var loaded = directory.resolve("loaded");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + loaded,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RunnerLesson.class.getName()));
        for (var name : List.of("org.bytedeco.javacpp.platform.extension", "org.bytedeco.javacpp.cachedir")) {
            command.add(1, "-D" + name + "=" + System.getProperty(name, ""));
        }

        var lesson = new ProcessBuilder(command).redirectError(errors.toFile()).start();

        int exit = lesson.waitFor();
        assertThat(exit).as(Files.readString(errors)).isZero();
        assertThat(Files.readString(loaded))
                .contains("io.headrace.models.frame.FrameLine ", "io.headrace.models.runner.RunnerServer ");
    }
}
