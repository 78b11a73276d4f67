package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.admission.AdmissionLimits;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Workshop;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.info.Advertisement;
import io.headrace.pipeline.Capability;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.EndSessionCodec;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.net.EndTranscodingSessionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How sessions begin, keep apart, and end. */
class SessionsTest {

    private static final AdmissionLimits ONE = AdmissionLimits.DEFAULT.withMaxSessions(1);

    @Test
    void namesEachSessionSoThatNobodyGuessesIt() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop())) {
            var gateway = new TestGateway(orchestrator);
            var first = gateway.token().sessionId();

            assertThat(first)
                    .matches("[0-9a-f]{32}")
                    .isNotEqualTo(gateway.token().sessionId());
        }
    }

    @Test
    void keepsTheResultsOfTwoSessionsApart() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop())) {
            var gateway = new TestGateway(orchestrator);
            var mine = gateway.token();
            var other = gateway.token();
            var url = url(gateway.submit(0, mine));
            gateway.submit(1, other);

            assertThat(TestGateway.text(gateway.get(url))).contains(mine.sessionId());
            var guess = gateway.get(url.replace(mine.sessionId(), other.sessionId()));
            assertThat(guess.status()).isEqualTo(404);
            assertThat(TestGateway.text(guess)).isEqualTo("ErrNotFound\n");
        }
    }

    @Test
    void forgetsTheResultsOfAnEndedSessionAndOpensItAgain() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop())) {
            var gateway = new TestGateway(orchestrator);
            var token = gateway.token();
            var url = url(gateway.submit(0, token));

            gateway.stub().endTranscodingSession(EndSessionCodec.encode(token));

            assertThat(orchestrator
                            .await(WorkFact.SessionClosed.class)
                            .session()
                            .text())
                    .isEqualTo(token.sessionId());
            assertThat(gateway.get(url).status()).isEqualTo(404);
            assertThat(gateway.get(url(gateway.submit(0, token))).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesToEndASessionWithoutItsToken() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop())) {
            var gateway = new TestGateway(orchestrator);
            var forged = new AuthTokens(new byte[] {1}).issue("abc", Instant.now());

            assertThatThrownBy(() ->
                            gateway.stub().endTranscodingSession(EndTranscodingSessionRequest.getDefaultInstance()))
                    .hasMessageContaining("INVALID_ARGUMENT");
            assertThatThrownBy(() -> gateway.stub().endTranscodingSession(EndSessionCodec.encode(forged)))
                    .hasMessage("UNKNOWN: Invalid auth token");
            assertThat(gateway.info().serviceUri()).isNotEmpty();
        }
    }

    @Test
    void takesNoSessionBeyondItsLimitAndSaysSo() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop(), LocalOrchestrator.limits(ONE))) {
            var gateway = new TestGateway(orchestrator);
            var first = gateway.token();
            var second = gateway.token();
            gateway.submit(0, first);

            var headers = TestGateway.headers(gateway.credential(0, second), Optional.empty());
            var answer = gateway.post("/segment", headers, TestGateway.MEDIA);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(TestGateway.text(answer)).isEqualTo("OrchestratorCapped\n");
            assertThatThrownBy(gateway::info).hasMessage("UNKNOWN: Invalid orchestrator request: OrchestratorCapped");
            assertThat(gateway.submit(1, first)).isInstanceOf(TranscodeResult.Transcoded.class);
        }
    }

    @Test
    void drainsPolitely() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop())) {
            var gateway = new TestGateway(orchestrator);
            var token = gateway.token();
            var url = url(gateway.submit(0, token));

            var drained = orchestrator.orchestrator.drain(Duration.ofMillis(50));

            assertThat(drained).isTrue();
            assertThat(orchestrator
                            .await(WorkFact.SessionClosed.class)
                            .session()
                            .text())
                    .isEqualTo(token.sessionId());
            assertThatThrownBy(gateway::info).hasMessageContaining("OrchestratorCapped");
            assertThat(gateway.get(url).status()).isEqualTo(200);
        }
    }

    @Test
    void tellsItsGatewaysThatItDrainsWithTheResultsOfWhatWasAtWork() throws Exception {
        var workshop = new HeldWorkshop();
        try (var orchestrator = LocalOrchestrator.offChain(workshop);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var gateway = new TestGateway(orchestrator);
            var token = gateway.token();
            var result = threads.submit(() -> gateway.submit(0, token));
            var work = workshop.begun.get(20, TimeUnit.SECONDS);
            var drain = threads.submit(() -> orchestrator.orchestrator.drain(Duration.ZERO));
            assertThat(infoOfTheDraining(gateway).serviceUri()).isNotEmpty();

            work.run();

            assertThat(told(result.get(20, TimeUnit.SECONDS)).draining()).isTrue();
            assertThat(drain.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void answersTheSessionsThatItStillHasWhileItDrains() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var gateway = new TestGateway(orchestrator);
            var token = gateway.token();
            gateway.submit(0, token);
            var drain = threads.submit(() -> orchestrator.orchestrator.drain(Duration.ofMinutes(1)));

            var info = infoOfTheDraining(gateway);

            assertThat(info.capabilities()).isPresent();
            var headers = TestGateway.headers(gateway.credential(0, info.token().orElseThrow()), Optional.empty());
            var fresh = gateway.post("/segment", headers, TestGateway.MEDIA);
            assertThat(fresh.status()).isEqualTo(403);
            assertThat(TestGateway.text(fresh)).isEqualTo("OrchestratorCapped\n");
            assertThat(told(gateway.submit(1, token)).draining()).isTrue();
            gateway.stub().endTranscodingSession(EndSessionCodec.encode(token));
            assertThat(drain.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void advertisesWhatItCanDo() throws Exception {
        var versioned = new Advertisement(
                Advertisement.SOFTWARE.supported(), "1.2.3", "1.0.0", List.of("https://other.example:8935"));
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop(), config -> config.with(versioned))) {
            var info = new TestGateway(orchestrator).info();

            var offered = info.capabilities().orElseThrow();
            assertThat(offered.version()).isEqualTo("1.2.3");
            assertThat(offered.constraints().minVersion()).isEqualTo("1.0.0");
            assertThat(offered.capacities()).containsEntry(Capability.AUTH_TOKEN.id(), 4);
            assertThat(info.nodes()).containsExactly("https://other.example:8935");
            assertThat(info.price()).isEmpty();
            assertThat(info.address().isZero()).isTrue();
        }
    }

    @Test
    void servesOverTls(@TempDir Path folder) throws Exception {
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        var tls = OrchestratorConfig.listening(HttpServerConfig.tls("127.0.0.1", 0, certificate));
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop(), _ -> tls)) {
            var gateway = new TestGateway(orchestrator);

            var url = url(gateway.submit(0, gateway.token()));

            assertThat(url).startsWith("https://127.0.0.1:");
            assertThat(gateway.get(url).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAServiceUriThatEndsInASlash() {
        var config = OrchestratorConfig.listening(HttpServerConfig.plain("127.0.0.1", 0));

        assertThatIllegalArgumentException().isThrownBy(() -> config.reachedAt("https://node.example/"));
    }

    private static OrchestratorInfo infoOfTheDraining(TestGateway gateway) {
        return Stream.generate(gateway::info)
                .filter(OrchestratorInfo::draining)
                .findFirst()
                .orElseThrow();
    }

    private static OrchestratorInfo told(TranscodeResult result) {
        return result.info().orElseThrow();
    }

    /** Works for as long as the test wants. */
    private static final class HeldWorkshop implements Workshop {
        private final CompletableFuture<Runnable> begun = new CompletableFuture<>();

        @Override
        public int capacity() {
            return 1;
        }

        @Override
        public Work begin(WorkOrder order, Reports reports) {
            begun.complete(() -> reports.ended(EagerWorkshop.done(order)));
            return () -> {};
        }
    }

    private static String url(TranscodeResult result) {
        return ((TranscodeResult.Transcoded) result).renditions().getFirst().url();
    }
}
