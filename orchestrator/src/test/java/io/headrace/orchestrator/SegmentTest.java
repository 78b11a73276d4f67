package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.AdmissionLimits;
import io.headrace.admission.FakeWorkshop;
import io.headrace.admission.Outcome;
import io.headrace.admission.Requests;
import io.headrace.crypto.Keccak;
import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.Profile;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.unit.SourceFetchConfig;
import io.headrace.orchestrator.unit.UnitConfig;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.wire.AuthToken;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.TranscodeResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One segment's way through an orchestrator without a chain, worked on when the test says so. */
class SegmentTest {

    private static final AdmissionLimits SHORT =
            new AdmissionLimits(10, 4, 1, Duration.ofSeconds(70), Duration.ofMillis(300), 1, Duration.ofMillis(1));

    private final FakeWorkshop workshop = new FakeWorkshop(4);

    @Test
    void answers200BeforeTheWorkIsDone() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var gateway = new TestGateway(orchestrator);

            var answer = send(gateway, 0, gateway.token());

            assertThat(answer.status()).isEqualTo(200);
            var job = workshop.take();
            job.ends(EagerWorkshop.done(job.order));
            assertThat(TestGateway.result(answer)).isInstanceOf(TranscodeResult.Transcoded.class);
        }
    }

    @Test
    void servesTheResultWhereItSays() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(new EagerWorkshop())) {
            var gateway = new TestGateway(orchestrator);
            var token = gateway.token();

            var rendition = transcoded(gateway.submit(7, token)).renditions().getFirst();
            var fetched = gateway.get(rendition.url());

            assertThat(rendition.url()).endsWith("/stream/" + token.sessionId() + "/p1/7.ts");
            assertThat(fetched.headers().first("Content-Type")).contains("video/mp2t");
            assertThat(TestGateway.text(fetched)).startsWith("7 of " + token.sessionId() + " as p1");
        }
    }

    @Test
    void survivesTheDeathOfItsWorker() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var gateway = new TestGateway(orchestrator);
            var answer = send(gateway, 0, gateway.token());

            workshop.take().ends(Requests.died());
            var second = workshop.take();
            second.ends(EagerWorkshop.done(second.order));

            assertThat(TestGateway.result(answer)).isInstanceOf(TranscodeResult.Transcoded.class);
            assertThat(orchestrator.await(WorkFact.WorkerDied.class).worker()).isEqualTo(Requests.WORKER);
        }
    }

    @Test
    void saysSoWhenASecondWorkerDies() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var gateway = new TestGateway(orchestrator);
            var answer = send(gateway, 0, gateway.token());

            workshop.take().ends(Requests.died());
            workshop.take().ends(Requests.died());

            assertThat(failed(answer)).isEqualTo("TranscoderStopped");
        }
    }

    @Test
    void passesOnWhyTheWorkIsImpossible() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var gateway = new TestGateway(orchestrator);
            var answer = send(gateway, 0, gateway.token());

            workshop.take().ends(new Outcome.Impossible(Requests.WORKER, "No keyframes in input"));

            assertThat(failed(answer)).isEqualTo("No keyframes in input");
        }
    }

    @Test
    void answersInTimeThoughItsWorkerHangs() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop, LocalOrchestrator.limits(SHORT))) {
            var gateway = new TestGateway(orchestrator);
            var token = gateway.token();
            var credential = gateway.credential(0, token);
            var brief = SegmentCredential.of(
                    credential.manifest(),
                    0,
                    credential.hash(),
                    credential.ladder().orElseThrow(),
                    Duration.ZERO,
                    credential.capabilities(),
                    token);

            var answer = gateway.post("/segment", TestGateway.headers(brief, Optional.empty()), TestGateway.MEDIA);

            assertThat(failed(answer)).isEqualTo("Remote transcoder took too long");
            assertThat(workshop.job(0).wasCancelled()).isTrue();
        }
    }

    @Test
    void givesUpOnAStalledSender() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop, LocalOrchestrator.limits(SHORT))) {
            var gateway = new TestGateway(orchestrator);
            var headers = TestGateway.headers(gateway.credential(0, gateway.token()), Optional.empty());
            var call = HttpCall.post(orchestrator.uri("/segment"), headers, TestGateway.PATIENT);

            try (var open = orchestrator.http.open(call)) {
                open.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));

                assertThat(orchestrator.await(WorkFact.UnitFailed.class).reason())
                        .isEqualTo("Remote transcoder took too long");
            }
            assertThat(orchestrator.orchestrator.desk().units()).isZero();
        }
    }

    @Test
    void givesThePlaceBackWhenTheSenderLeaves() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var gateway = new TestGateway(orchestrator);
            var headers = TestGateway.headers(gateway.credential(0, gateway.token()), Optional.empty());
            var call = HttpCall.post(orchestrator.uri("/segment"), headers, TestGateway.PATIENT);

            try (var open = orchestrator.http.open(call)) {
                open.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                orchestrator.await(WorkFact.UnitAdmitted.class);
            }

            assertThat(orchestrator.await(WorkFact.UnitFailed.class).seq()).isZero();
        }
    }

    @Test
    void worksTwiceOnASegmentThatIsSentTwice() throws Exception {
        var eager = new EagerWorkshop();
        try (var orchestrator = LocalOrchestrator.offChain(eager)) {
            var gateway = new TestGateway(orchestrator);
            var token = gateway.token();

            assertThat(transcoded(gateway.submit(3, token)).renditions())
                    .isEqualTo(transcoded(gateway.submit(3, token)).renditions());
            assertThat(eager.orders).hasSize(2);
        }
    }

    @Test
    void refusesTheSixthUnitOfASessionWithoutTakingAnything() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var gateway = new TestGateway(orchestrator);
            var token = gateway.token();
            var open = new ArrayList<Answer>();
            for (int seq = 0; seq < 5; seq++) {
                open.add(send(gateway, seq, token));
            }

            assertThat(failed(send(gateway, 5, token))).isEqualTo("OrchestratorBusy");

            for (var answer : open) {
                var job = workshop.take();
                job.ends(EagerWorkshop.done(job.order));
                transcoded(TestGateway.result(answer));
            }
        }
    }

    @Test
    void seesWhatContainerTheMediaIsIn() throws Exception {
        var eager = new EagerWorkshop();
        byte[] mp4 = "....ftypisom".getBytes(StandardCharsets.US_ASCII);
        try (var orchestrator = LocalOrchestrator.offChain(eager)) {
            var gateway = new TestGateway(orchestrator);
            var credential = credential(gateway.token(), mp4, TestGateway.PROFILE);

            gateway.post("/segment", TestGateway.headers(credential, Optional.empty()), mp4)
                    .readAll();

            assertThat(eager.orders.getFirst().source().container()).isEqualTo(Container.MP4);
        }
    }

    @Test
    void refusesMoreThanASourceMayHave() throws Exception {
        var small = UnitConfig.DEFAULT.withSources(10, 10);
        try (var orchestrator = LocalOrchestrator.offChain(workshop, config -> config.with(small))) {
            var gateway = new TestGateway(orchestrator);

            assertRefused(send(gateway, 0, gateway.token()), 500, "Internal Server Error");
        }
    }

    @Test
    void refusesOutputsBeyondItsLimit() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var gateway = new TestGateway(orchestrator);
            var huge = new Profile[5];
            for (int i = 0; i < huge.length; i++) {
                huge[i] = Profile.h264(20_000, 20_000, 0).named("huge" + i);
            }
            var credential = credential(gateway.token(), TestGateway.MEDIA, huge);

            var answer = gateway.post("/segment", TestGateway.headers(credential, Optional.empty()), TestGateway.MEDIA);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(TestGateway.text(answer)).contains("pixels per second");
        }
    }

    @Test
    void refusesASegmentWithoutProfiles() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var gateway = new TestGateway(orchestrator);
            var bare = SegmentCredential.ofPayment(
                    new ManifestId("movie"), Capabilities.request(TestGateway.NEEDED), gateway.token());

            var answer = gateway.post("/segment", TestGateway.headers(bare, Optional.empty()), new byte[0]);

            assertRefused(answer, 403, "invalid segment data: it names no profile");
        }
    }

    @Test
    void refusesATokenThatIsTooOld() throws Exception {
        try (var orchestrator = LocalOrchestrator.offChain(workshop)) {
            var old = orchestrator.tokens.issue("0123", Instant.now().minusSeconds(1));

            assertRefused(send(new TestGateway(orchestrator), 0, old), 403, "expired auth token");
        }
    }

    @Test
    void fetchesNothingThatOnlyItselfCanReach() throws Exception {
        var publicOnly = new SourceFetchConfig(SourceFetchConfig.Reach.PUBLIC, Duration.ofSeconds(4));
        try (var orchestrator =
                LocalOrchestrator.offChain(workshop, config -> config.with(UnitConfig.DEFAULT.with(publicOnly)))) {
            var gateway = new TestGateway(orchestrator);
            var credential = gateway.credential(0, gateway.token());
            var headers = new Headers(TestGateway.headers(credential, Optional.empty()).all().stream()
                            .filter(header -> !header.name().equals("Content-Type"))
                            .toList())
                    .with("Content-Type", "application/vnd+livepeer.uri");

            for (var url : List.of(
                    "http://127.0.0.1:" + orchestrator.orchestrator.port() + "/healthz",
                    "http://[::1]:1/",
                    "http://10.0.0.1/",
                    "file:///etc/passwd",
                    "not a url")) {
                assertRefused(
                        gateway.post("/segment", headers, url.getBytes(StandardCharsets.UTF_8)), 400, "BadRequest");
            }
        }
    }

    private static SegmentCredential credential(AuthToken token, byte[] media, Profile... profiles) {
        return SegmentCredential.of(
                new ManifestId("movie"),
                0,
                Keccak.hash(media),
                new Ladder(List.of(profiles)),
                Duration.ofSeconds(2),
                Capabilities.request(TestGateway.NEEDED),
                token);
    }

    private static Answer send(TestGateway gateway, long seq, AuthToken token) throws Exception {
        var headers = TestGateway.headers(gateway.credential(seq, token), Optional.empty());
        return gateway.post("/segment", headers, TestGateway.MEDIA);
    }

    private static TranscodeResult.Transcoded transcoded(TranscodeResult result) {
        assertThat(result).isInstanceOf(TranscodeResult.Transcoded.class);
        return (TranscodeResult.Transcoded) result;
    }

    private static String failed(Answer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(200);
        return ((TranscodeResult.Failed) TestGateway.result(answer)).text();
    }

    private static void assertRefused(Answer answer, int status, String text) throws Exception {
        assertThat(TestGateway.text(answer)).isEqualTo(text + "\n");
        assertThat(answer.status()).isEqualTo(status);
    }
}
