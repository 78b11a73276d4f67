package io.headrace.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.FakeSeller;
import io.headrace.job.selection.Candidate;
import io.headrace.machine.NanoTicker;
import io.headrace.media.VideoCodec;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.TranscodingNeeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrchestratorDirectoryTest {

    private static final Duration FRESHNESS = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofDays(1);

    private final FakePeer peer = FakePeer.paid();
    private final FakeSeller alder = peer.seller("alder");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final OrchestratorDirectory directory = new OrchestratorDirectory(
            new DiscoveryConfig(peer.services(), NEVER, FRESHNESS),
            peer,
            Capabilities.NONE,
            OfferJudge.FREE,
            now::get,
            NanoTicker.system());

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void knowsEverybodyInTheOrderOfItsList() throws Exception {
        assertThat(directory.candidates(Capabilities.NONE))
                .extracting(each -> each.orchestrator().service())
                .containsExactlyElementsOf(peer.services());
        assertThat(offer().price()).contains(Price.of(1_000, 1));
        assertThat(offer().missing()).isEmpty();
        assertThat(candidate().orchestrator().address())
                .isEqualTo(alder.params(1).recipient());
    }

    @Test
    void remembersAnswersWhileTheyAreFresh() throws Exception {
        settle();
        int asked = alder.asked();
        now.set(Instant.EPOCH.plus(FRESHNESS).minusMillis(1));

        directory.candidates(Capabilities.NONE);

        assertThat(alder.asked()).isEqualTo(asked);
    }

    @Test
    void asksAgainWhatIsStale() throws Exception {
        settle();
        int asked = alder.asked();
        now.set(Instant.EPOCH.plus(FRESHNESS));

        directory.candidates(Capabilities.NONE);

        assertThat(alder.asked()).isEqualTo(asked + 1);
    }

    @Test
    void saysAtOnceWhatIsFreshAndNothingWhereSomebodyMustBeAsked() throws Exception {
        settle();
        var told = directory.candidates(Capabilities.NONE);
        assertThat(directory.candidatesAtHand(Capabilities.NONE)).contains(told);
        int asked = alder.asked();

        now.set(Instant.EPOCH.plus(FRESHNESS));

        assertThat(directory.candidatesAtHand(Capabilities.NONE)).isEmpty();
        assertThat(alder.asked()).isEqualTo(asked);
    }

    @Test
    void asksTheSilentEachTime() throws Exception {
        settle();
        now.set(Instant.EPOCH.plus(FRESHNESS));
        alder.silent(true);
        int asked = alder.asked();

        assertThat(candidate().answer())
                .isInstanceOfSatisfying(
                        Candidate.Silence.class,
                        silence -> assertThat(silence.why()).contains("does not answer"));
        assertThat(candidate().answer()).isInstanceOf(Candidate.Silence.class);
        assertThat(alder.asked()).isEqualTo(asked + 2);

        alder.silent(false);
        assertThat(candidate().answer()).isInstanceOf(Candidate.Offer.class);
    }

    @Test
    void knowsWhoIsDraining() throws Exception {
        assertThat(offer().draining()).isFalse();

        alder.drain();
        now.set(Instant.EPOCH.plus(FRESHNESS));

        assertThat(offer().draining()).isTrue();
    }

    @Test
    void namesWhatIsMissing() throws Exception {
        var hevc = Capabilities.request(TranscodingNeeds.of(VideoCodec.HEVC, FakePeer.LADDER, Set.of()));

        var offer = (Candidate.Offer) directory.candidates(hevc).getFirst().answer();

        assertThat(offer.missing()).containsExactly("HEVC decode");
    }

    @Test
    void scoresNewcomersNotAtAllAndOthersByTheirLatest() throws Exception {
        assertThat(offer().latencyScore()).isEmpty();

        var known = candidate().orchestrator();
        directory.observe(known, Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(offer().latencyScore().orElseThrow()).isCloseTo(0.5, offset(1e-9));

        directory.observe(known, Duration.ofSeconds(3), Duration.ofSeconds(2));
        assertThat(offer().latencyScore().orElseThrow()).isCloseTo(0.7 * 0.5 + 0.3 * 1.5, offset(1e-9));
    }

    @Test
    void scoresShortUnitsAgainstASecondAndAHalf() throws Exception {
        directory.observe(candidate().orchestrator(), Duration.ofMillis(750), Duration.ofMillis(100));

        assertThat(offer().latencyScore().orElseThrow()).isCloseTo(0.5, offset(1e-9));
    }

    @Test
    void asksAgainWhomItDistrusts() throws Exception {
        settle();
        int asked = alder.asked();

        directory.distrust(candidate().orchestrator());
        directory.candidates(Capabilities.NONE);

        assertThat(alder.asked()).isEqualTo(asked + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesAPeriodThatNeverPasses(long seconds) {
        assertThatThrownBy(() -> new DiscoveryConfig(List.of(), Duration.ofSeconds(seconds), FRESHNESS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The round in the background has asked, and every answer is known. */
    private void settle() throws InterruptedException {
        for (var seller : peer.sellers()) {
            seller.awaitFirstQuestion();
        }
        directory.candidates(Capabilities.NONE);
    }

    private Candidate candidate() throws InterruptedException {
        return directory.candidates(Capabilities.NONE).getFirst();
    }

    private Candidate.Offer offer() throws InterruptedException {
        return (Candidate.Offer) candidate().answer();
    }
}
