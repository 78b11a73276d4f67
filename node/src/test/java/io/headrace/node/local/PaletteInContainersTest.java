package io.headrace.node.local;

import static io.headrace.node.local.PaletteClient.WEI_PER_PIXEL;
import static io.headrace.node.local.PaletteClient.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.examples.palette.PaletteImage;
import io.headrace.inference.container.Podman;
import io.headrace.journal.Fact;
import io.headrace.node.role.ModelSettings;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.payments.Credit;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of the sdk as what it is meant to be: containers that register themselves at orchestrators of a network, are
 * found by its gateway, called, paid by pixels, killed and stopped.
 */
@Timeout(300)
class PaletteInContainersTest {

    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    @TempDir
    private Path folder;

    private Optional<Podman> started = Optional.empty();
    private Optional<LocalBench> network = Optional.empty();

    private PaletteImage image;
    private PaletteClient client;
    private OrchestratorRole first;
    private OrchestratorRole second;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Podman.isHere(), "no podman here, or not root: the sdk's example is not tested in containers");
        started = Optional.of(Podman.in(folder.resolve("podman")));
        image = PaletteImage.build(podman(), folder.resolve("image"));
        var bench = LocalBench.computing(folder, ModelSettings.NONE);
        network = Optional.of(bench);
        client = new PaletteClient(bench);
        first = bench.network().orchestrators().get(0);
        second = bench.network().orchestrators().get(1);
    }

    @AfterEach
    void stop() throws Exception {
        try {
            network.ifPresent(bench -> {
                client.close();
                bench.close();
            });
        } finally {
            if (started.isPresent()) {
                podman().remove();
            }
        }
    }

    private Podman podman() {
        return started.orElseThrow();
    }

    /** The first answer by that orchestrator; a container that has ended instead fails the look at its log. */
    private HttpResponse<String> answerBy(OrchestratorRole orchestrator, String container) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        var answer = client.ask(picture(4, 3));
        while (answer.statusCode() != 200 && System.nanoTime() < end) {
            podman().run("logs", container);
            answer = client.ask(picture(4, 3));
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"colours\":[{\"hex\":\"#000000\",\"share\":1.0}]}");
        assertThat(answer.headers().firstValue("X-Orchestrator-Url")).contains(orchestrator.serviceUri());
        assertThat(answer.headers().firstValue("X-Headrace-Units")).contains("12");
        return answer;
    }

    private static Optional<String> balance(HttpResponse<String> answer) {
        return answer.headers().firstValue("Livepeer-Balance");
    }

    private void awaitInUse(OrchestratorRole orchestrator, int places) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!client.inUse(orchestrator).equals(Optional.of(places))) {
            assertThat(System.nanoTime()).as("waited for a minute").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void arePaidByThePixelAndMissedByNobodyWhenTheyDie() throws Exception {
        var container = image.start(client.environment(first));

        assertThat(balance(answerBy(first, container))).contains(client.left(first, 12));
        refusesWhatIsNoPicture();
        diesInTheMiddle(container);
        anotherAnswersElsewhere();
        itsPlaceIsFreeAgain();

        assertThat(client.facts(Fact.FeeSettled.class).stream()
                        .map(Fact.FeeSettled::fee)
                        .reduce(Credit.ZERO, Credit::plus))
                .as("three pictures")
                .isEqualTo(Credit.of(3 * 12 * WEI_PER_PIXEL));
        assertThat(podman().containers()).isEmpty();
    }

    private void refusesWhatIsNoPicture() throws Exception {
        var bad = client.ask("{\"image\":5}");

        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("\"loc\":[\"body\",\"image\"]");
        assertThat(balance(bad)).as("nothing was charged").contains(client.left(first, 12));
    }

    /** It is stopped first, so that it has the request for as long as it takes to kill it. */
    private void diesInTheMiddle(String container) throws Exception {
        podman().freeze(container);
        var asked = client.begin(picture(4, 3));
        awaitInUse(first, 1);

        podman().run("kill", container);

        var failed = asked.get(1, TimeUnit.MINUTES);
        assertThat(failed.statusCode()).as(failed.body()).isEqualTo(502);
        assertThat(failed.body()).contains(first.serviceUri() + " answered 500");
        var next = client.ask(picture(4, 3));
        assertThat(next.statusCode()).as(next.body()).isIn(400, 502);
        assertThat(next.body()).contains("palette");
    }

    /** Then it is stopped politely, and takes its registration back. */
    private void anotherAnswersElsewhere() throws Exception {
        var other = image.start(client.environment(second));

        assertThat(balance(answerBy(second, other))).contains(client.left(second, 12));

        podman().run("stop", "--time=20", other);
        assertThat(client.inUse(second)).as("on offer").isEmpty();
        assertThat(client.ask(picture(4, 3)).statusCode()).isIn(400, 502);
    }

    /** The only one that it had was taken when its container was killed. */
    private void itsPlaceIsFreeAgain() throws Exception {
        var again = image.start(client.environment(first));

        assertThat(balance(answerBy(first, again)))
                .as("what failed was not charged")
                .contains(client.left(first, 24));

        podman().run("stop", "--time=20", again);
        var nobody = client.ask(picture(4, 3));
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(nobody.body()).contains("No orchestrators found for capability palette");
    }
}
