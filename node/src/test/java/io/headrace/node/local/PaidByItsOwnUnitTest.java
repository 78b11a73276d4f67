package io.headrace.node.local;

import static io.headrace.node.local.PaletteClient.WEI_PER_PIXEL;
import static io.headrace.node.local.PaletteClient.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.journal.Fact;
import io.headrace.node.role.ModelSettings;
import io.headrace.payments.Credit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of the sdk as a process of its own, which registers itself, is called through a gateway and paid by pixels. */
@Timeout(300)
class PaidByItsOwnUnitTest {

    private static Process palette(Path log, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.headrace.examples.palette.Palette")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Test
    void pixelForPixelToTheWei(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.computing(folder, ModelSettings.NONE);
                var client = new PaletteClient(bench)) {
            var orchestrator = bench.network().orchestrators().getFirst();
            var palette = palette(folder.resolve("palette.log"), client.environment(orchestrator));
            try {
                var first = client.ask(picture(4, 3));
                while (first.statusCode() == 400 && palette.isAlive()) {
                    LockSupport.parkNanos(200_000_000);
                    first = client.ask(picture(4, 3));
                }

                assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
                assertThat(first.body()).isEqualTo("{\"colours\":[{\"hex\":\"#000000\",\"share\":1.0}]}");
                assertThat(first.headers().firstValue("X-Headrace-Units")).contains("12");
                assertThat(first.headers().firstValue("Livepeer-Balance")).contains(client.left(orchestrator, 12));

                var second = client.ask(picture(5, 5));
                assertThat(second.headers().firstValue("X-Headrace-Units")).contains("25");
                assertThat(second.headers().firstValue("Livepeer-Balance")).contains(client.left(orchestrator, 37));

                var bad = client.ask("{\"image\":5}");
                assertThat(bad.statusCode()).isEqualTo(422);
                assertThat(bad.body()).contains("\"loc\":[\"body\",\"image\"]");
                assertThat(bad.headers().firstValue("Livepeer-Balance")).contains(client.left(orchestrator, 37));

                assertThat(client.facts(Fact.FeeSettled.class))
                        .extracting(Fact.FeeSettled::fee)
                        .contains(Credit.of(12 * WEI_PER_PIXEL), Credit.of(25 * WEI_PER_PIXEL));
                assertThat(client.facts(Fact.Remarked.class))
                        .extracting(Fact.Remarked::sentence)
                        .anyMatch(sentence -> sentence.startsWith("The application told 25 units, each a pixel"));
            } finally {
                palette.destroy();
                assertThat(palette.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
