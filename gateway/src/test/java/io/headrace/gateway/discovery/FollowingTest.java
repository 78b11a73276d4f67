package io.headrace.gateway.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.FakePeer;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Trust;
import io.headrace.machine.NanoTicker;
import io.headrace.pipeline.Capabilities;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A directory and where its orchestrators come from. */
class FollowingTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final URI WEBHOOK = URI.create("https://operator.test/orchestrators");

    private final FakePeer peer = FakePeer.paid();
    private final URI alder = peer.seller("alder").service();
    private final URI birch = peer.seller("birch").service();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicReference<String> answer = new AtomicReference<>("[]");
    private final DiscoveryWebhook webhook =
            new DiscoveryWebhook(WEBHOOK, (_, _, _) -> answer.get().getBytes(UTF_8), now::get);

    @Test
    void knowsWhoTheWebhookNamesInItsOrder() throws Exception {
        answer.set(naming(birch, alder));

        try (var directory = directory(NEVER, Map.of())) {
            assertThat(services(directory)).containsExactly(birch, alder);
            assertThat(directory.trusted(
                            directory.candidates(Capabilities.NONE).getFirst().orchestrator()))
                    .isFalse();
        }
    }

    @Test
    void asksNewcomersAndForgetsWhoVanished() throws Exception {
        answer.set(naming(alder));
        try (var directory = directory(OFTEN, Map.of())) {
            assertThat(services(directory)).containsExactly(alder);

            answer.set(naming(birch));
            now.set(Instant.EPOCH.plus(DiscoveryWebhook.PERIOD));
            peer.seller("birch").awaitFirstQuestion();

            assertThat(services(directory)).containsExactly(birch);
        }
    }

    @Test
    void takesTheRegionOfTheWebhookUnlessTheOperatorSaysAnother() throws Exception {
        answer.set("[{\"address\":\"%s\",\"region\":\"eu\"},{\"address\":\"%s\",\"region\":\"eu\"}]"
                .formatted(alder, birch));

        try (var directory = directory(NEVER, Map.of(birch, "us"))) {
            assertThat(directory.candidates(Capabilities.NONE))
                    .extracting(candidate -> ((Candidate.Offer) candidate.answer()).region())
                    .containsExactly(Optional.of("eu"), Optional.of("us"));
        }
    }

    @Test
    void trustsLessInEveryJobWhoWasCaughtInOne() throws Exception {
        answer.set(naming(alder, birch));
        try (var directory = directory(NEVER, Map.of())) {
            var caught = directory.candidates(Capabilities.NONE).getFirst().orchestrator();

            directory.mismatched(caught);
            assertThat(trust(directory)).containsExactly(Trust.NEUTRAL.mismatched(), Trust.NEUTRAL);

            directory.verified(caught);
            assertThat(trust(directory))
                    .containsExactly(Trust.NEUTRAL.mismatched().verified(), Trust.NEUTRAL);
        }
    }

    @Test
    void vouchesForWhomTheOperatorLists() throws Exception {
        try (var directory = new OrchestratorDirectory(
                DiscoveryConfig.of(peer.services()),
                peer,
                Capabilities.NONE,
                OfferJudge.FREE,
                now::get,
                NanoTicker.system())) {
            assertThat(directory.candidates(Capabilities.NONE))
                    .allMatch(each -> directory.trusted(each.orchestrator()));
        }
    }

    private OrchestratorDirectory directory(Duration period, Map<URI, String> regions) {
        return new OrchestratorDirectory(
                webhook,
                new DiscoveryConfig(List.of(), regions, period, NEVER, DiscoveryConfig.USUAL_FIRST_LOOK),
                peer,
                Capabilities.NONE,
                OfferJudge.FREE,
                now::get,
                NanoTicker.system());
    }

    private static List<URI> services(OrchestratorDirectory directory) throws InterruptedException {
        return directory.candidates(Capabilities.NONE).stream()
                .map(candidate -> candidate.orchestrator().service())
                .toList();
    }

    private static List<Trust> trust(OrchestratorDirectory directory) throws InterruptedException {
        return directory.candidates(Capabilities.NONE).stream()
                .map(candidate -> ((Candidate.Offer) candidate.answer()).trust())
                .toList();
    }

    private static String naming(URI... services) {
        return List.of(services).stream()
                .map("{\"address\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
