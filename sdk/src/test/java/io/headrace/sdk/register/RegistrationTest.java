package io.headrace.sdk.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.sdk.register.ScriptedOrchestrator.Heard;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Offer OFFER = new Offer(
            "count",
            "Counts.",
            URI.create("http://127.0.0.1:8000"),
            2,
            new Offer.Price(3, 4, Metering.of(PricingUnit.CHARACTER)),
            "bearer",
            "application/json",
            "{\"type\":\"object\"}");

    private final CompletableFuture<String> refused = new CompletableFuture<>();
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);

    @AfterEach
    void stopClient() {
        client.close();
    }

    private Registration register(URI url, Duration renewal, BooleanSupplier busy) {
        return Registration.start(
                new Orchestrator(url, "secret", client),
                OFFER,
                new Rhythm(renewal, SOON, SOON),
                busy,
                new SplittableRandom(1),
                reason -> refused.complete(reason.getMessage()));
    }

    @Test
    void tellsTheOrchestratorInTheNetworksWords() throws Exception {
        try (var orchestrator = new ScriptedOrchestrator();
                var _ = register(orchestrator.url(), NEVER, () -> false)) {
            assertThat(orchestrator.next())
                    .isEqualTo(new Heard(
                            "/capability/register",
                            "secret",
                            "{\"name\":\"count\",\"description\":\"Counts.\",\"url\":\"http://127.0.0.1:8000\","
                                    + "\"capacity\":2,\"price_per_unit\":3,\"price_scaling\":4,\"currency\":\"wei\","
                                    + "\"interaction\":\"request-response\",\"unit\":\"character\",\"most_units\":100000,"
                                    + "\"input\":[\"application/json\"],\"output\":[\"application/json\"],"
                                    + "\"token\":\"bearer\",\"schema\":{\"type\":\"object\"}}"));
        }
    }

    @Test
    void triesAgainUntilItIsTaken() throws Exception {
        try (var orchestrator = new ScriptedOrchestrator(500, 404, 503);
                var _ = register(orchestrator.url(), NEVER, () -> false)) {
            for (int i = 0; i < 4; i++) {
                assertThat(orchestrator.next().path()).isEqualTo("/capability/register");
            }
        }
        assertThat(refused).isNotDone();
    }

    @Test
    void waitsForAnOrchestratorThatIsNotThereYet() throws Exception {
        URI url;
        try (var gone = new ScriptedOrchestrator()) {
            url = gone.url();
        }
        try (var _ = register(url, NEVER, () -> false)) {
            assertThat(refused).isNotDone();
        }
    }

    @Test
    void givesUpWhenTheSecretIsWrong() throws Exception {
        try (var orchestrator = new ScriptedOrchestrator(503, 400);
                var _ = register(orchestrator.url(), NEVER, () -> false)) {
            assertThat(refused.get(20, TimeUnit.SECONDS))
                    .isEqualTo("The orchestrator at " + orchestrator.url()
                            + " refuses count at http://127.0.0.1:8000, 2 at once, for 3/4 wei per character: 400"
                            + " invalid authorization. Is ORCH_SECRET the secret that it was started with, and ORCH_URL"
                            + " its address?");
            orchestrator.next();
            orchestrator.next();
        }
    }

    @Test
    void takesNothingBackThatWasRefused() throws Exception {
        try (var orchestrator = new ScriptedOrchestrator(400)) {
            try (var _ = register(orchestrator.url(), NEVER, () -> false)) {
                refused.get(20, TimeUnit.SECONDS);
            }
            orchestrator.next();
            assertThat(orchestrator.unseen()).isZero();
        }
    }

    @Test
    void renewsAndTakesBack() throws Exception {
        try (var orchestrator = new ScriptedOrchestrator()) {
            try (var _ = register(orchestrator.url(), SOON, () -> false)) {
                orchestrator.next();
                assertThat(orchestrator.next().path()).isEqualTo("/capability/register");
            }
            Heard last;
            do {
                last = orchestrator.next();
            } while (last.path().equals("/capability/register"));
            assertThat(last).isEqualTo(new Heard("/capability/unregister", "secret", "count"));
            assertThat(orchestrator.unseen()).isZero();
        }
    }

    @Test
    void isNotRenewedWhileSomethingRuns() throws Exception {
        var asked = new AtomicInteger();
        try (var orchestrator = new ScriptedOrchestrator();
                var _ = register(orchestrator.url(), SOON, () -> asked.incrementAndGet() <= 3)) {
            orchestrator.next();
            orchestrator.next();

            assertThat(asked).hasValueGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void pausesGrowToTheirLongestAndAreSpread() {
        var rhythm = new Rhythm(NEVER, Duration.ofSeconds(1), Duration.ofSeconds(30));
        var chance = new SplittableRandom(7);

        for (int failures = 1; failures < 100; failures++) {
            double most = Math.min(30, Math.pow(2, failures - 1));
            assertThat(rhythm.afterFailure(failures, chance).toMillis())
                    .isBetween((long) (most * 500), (long) (most * 1_000));
        }
    }

    @Test
    void leavesOutASchemaThatWouldBeTooLarge() {
        var large = new Offer(
                "a",
                "",
                OFFER.url(),
                1,
                OFFER.price(),
                "",
                "application/json",
                "{\"a\":\"" + "x".repeat(200_000) + "\"}");

        assertThat(large.json()).doesNotContain("schema").doesNotContain("token");
    }

    @Test
    void printsNoSecrets() {
        assertThat(OFFER.toString()).doesNotContain("bearer");
        assertThat(new Orchestrator(URI.create("http://o:1"), "hush", client).toString())
                .doesNotContain("hush");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Orchestrator(URI.create("o:1"), "hush", client))
                .withMessage("No address of an orchestrator: o:1");
    }
}
