package io.headrace.models.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunnerOptionsTest {

    private static RunnerOptions parse(String... args) {
        return RunnerOptions.parse(List.of(args), Map.of());
    }

    @Test
    void hasADefaultForAllButTheModel() {
        var options = parse("--model", "noop");

        assertThat(options.pipeline()).isEqualTo("live-video-to-video");
        assertThat(options.model()).isEqualTo("noop");
        assertThat(options.models()).isEmpty();
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isZero();
        assertThat(options.portFile()).isEmpty();
        assertThat(options.token()).isEmpty();
        assertThat(options.version()).isEqualTo("undefined");
    }

    @Test
    void readsAllOfThem() {
        var options = RunnerOptions.parse(
                List.of(
                        "--listen",
                        "0.0.0.0:8000",
                        "--models",
                        "/m",
                        "--port-file",
                        "/p",
                        "--model",
                        "filter:edges",
                        "--pipeline",
                        "upscale"),
                Map.of("AUTH_TOKEN", "secret", "VERSION", "1.0"));

        assertThat(options.pipeline()).isEqualTo("upscale");
        assertThat(options.host()).isEqualTo("0.0.0.0");
        assertThat(options.port()).isEqualTo(8_000);
        assertThat(options.models()).contains(Path.of("/m"));
        assertThat(options.portFile()).contains(Path.of("/p"));
        assertThat(options.token()).isEqualTo("secret");
        assertThat(options.toString()).doesNotContain("secret");
        assertThat(options.version()).isEqualTo("1.0");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(RunnerOptionsTest::parse).hasMessageContaining("--model is missing");
        assertThatThrownBy(() -> parse("--model")).hasMessageContaining("--model needs a value");
        assertThatThrownBy(() -> parse("--colour", "x")).hasMessageContaining("no option --colour");
        assertThatThrownBy(() -> parse("--model", "a", "--listen", "8000")).hasMessageContaining("HOST:PORT");
        assertThatThrownBy(() -> parse("--model", "a", "--listen", "a:70000")).hasMessageContaining("not 70000");
    }
}
