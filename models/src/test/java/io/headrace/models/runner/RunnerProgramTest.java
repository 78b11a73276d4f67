package io.headrace.models.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunnerProgramTest {

    private final RunnerProgram program =
            new RunnerProgram("a.jar:b.jar", Path.of("/cache"), Optional.of(Path.of("/models")), 1_024);

    private static RunnerOptions read(List<String> arguments) {
        int main = arguments.indexOf(RunnerChild.class.getName());
        return RunnerOptions.parse(arguments.subList(main + 1, arguments.size()), Map.of());
    }

    @Test
    void startsRunnersOfLiveVideoAndOfBatchPipelines() {
        var live = read(program.command("noop").arguments());
        assertThat(live.pipeline()).isEqualTo("live-video-to-video");
        assertThat(live.model()).isEqualTo("noop");

        var batch = read(program.command("upscale", "headrace/espcn-x2").arguments());
        assertThat(batch.pipeline()).isEqualTo("upscale");
        assertThat(batch.model()).isEqualTo("headrace/espcn-x2");
        assertThat(batch.models()).contains(Path.of("/models"));
    }

    @Test
    void limitsWhatAChildMayUse() {
        var command = program.command("noop");

        assertThat(command.dataLimitBytes()).isEqualTo(1L << 30);
        assertThat(command.arguments()).contains("-Xmx512m", "-Xss4m");
        assertThat(command.environment()).containsEntry("OPENCV_LOG_LEVEL", "OFF");
    }
}
