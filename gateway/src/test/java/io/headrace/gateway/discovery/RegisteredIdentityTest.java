package io.headrace.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.fixture.FakeActiveSet;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.FakeSeller;
import io.headrace.gateway.fixture.InMemoryRegistrations;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Preferences;
import io.headrace.job.selection.Refusal;
import io.headrace.job.selection.Selection;
import io.headrace.job.selection.Suspensions;
import io.headrace.job.selection.Verdict;
import io.headrace.machine.Moment;
import io.headrace.machine.NanoTicker;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.address.HostNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Who answers at a registered place, and whether it is who registered it. Only whom the tickets pay decides: the address
 * that signs results may be a hot key, so that the key with the money stays off the machine that works (wire protocol
 * section 2.8).
 */
class RegisteredIdentityTest {

    private static final EthAddress SOMEBODY_ELSE = EthAddress.parse("ab".repeat(20));

    private final FakePeer peer = FakePeer.paid();
    private final FakeSeller alder = peer.seller("alder");
    private final FakeSeller birch = peer.seller("birch");

    @Test
    void believesWhoAnswersForTheRegisteredAccount() throws Exception {
        var chain = new FakeActiveSet()
                .with(alder.address(), alder.service().toString())
                .with(birch.address(), birch.service().toString());

        assertThat(candidates(chain))
                .extracting(Candidate::orchestrator)
                .extracting(each -> each.address())
                .containsExactly(alder.address(), birch.address());
    }

    @Test
    void believesAHotKeyThatWorksForTheRegisteredAccount() throws Exception {
        alder.signsWithHotKey();
        var chain = new FakeActiveSet().with(alder.address(), alder.service().toString());

        assertThat(candidates(chain)).singleElement().satisfies(candidate -> {
            assertThat(candidate.answer()).isInstanceOf(Candidate.Offer.class);
            assertThat(candidate.orchestrator().address()).isEqualTo(alder.address());
        });
    }

    @Test
    void refusesTheRegisteredNameOnTicketsForAnother() throws Exception {
        alder.usurped();
        alder.signsWithHotKey();
        var chain = new FakeActiveSet().with(alder.signer(), alder.service().toString());

        assertThat(candidates(chain).getFirst().answer())
                .isEqualTo(new Candidate.Impostor(alder.params(1).recipient(), Set.of(alder.signer())));
    }

    @Test
    void refusesWhoAnswersForAnother() throws Exception {
        var chain = new FakeActiveSet().with(SOMEBODY_ELSE, alder.service().toString());

        var candidates = candidates(chain);

        assertThat(candidates.getFirst().answer())
                .isEqualTo(new Candidate.Impostor(alder.address(), Set.of(SOMEBODY_ELSE)));
        assertThat(finding(candidates)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.refusal().code()).isEqualTo("not-registered");
            assertThat(refused.refusal().sentence()).contains(alder.address().toString(), SOMEBODY_ELSE.toString());
        });
    }

    @Test
    void isNotKeptFromAPlaceThatAStrangerRegisteredToo() throws Exception {
        var chain = new FakeActiveSet()
                .with(SOMEBODY_ELSE, alder.service().toString())
                .with(alder.address(), alder.service().toString());

        assertThat(candidates(chain))
                .singleElement()
                .satisfies(candidate ->
                        assertThat(candidate.orchestrator().address()).isEqualTo(alder.address()));
    }

    @Test
    void takesAReserveThatIsTooLowForARefusalThatMoneyHelpsAgainst() throws Exception {
        alder.wantsMoreReserve(true);
        var chain = new FakeActiveSet().with(alder.address(), alder.service().toString());

        assertThat(finding(candidates(chain)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.refusal())
                                .isInstanceOfSatisfying(
                                        Refusal.FundsTooLow.class,
                                        low -> assertThat(low.sentence()).contains("insufficient sender reserve")));
    }

    private static Verdict.Finding finding(List<Candidate> candidates) {
        var moment = new Moment(Instant.EPOCH, new SplittableRandom(1));
        return new Selection(Criteria.atMost(Price.of(5_000, 1)), Preferences.DEFAULT)
                .choose(candidates, Suspensions.NONE, moment)
                .verdicts()
                .getFirst()
                .finding();
    }

    private List<Candidate> candidates(FakeActiveSet chain) throws InterruptedException {
        var source = new ChainOrchestrators(
                chain, new InMemoryRegistrations(), Reach.ANYWHERE, HostNames.system(), Runnable::run);
        try (var directory = new OrchestratorDirectory(
                source,
                DiscoveryConfig.of(List.of()),
                peer,
                Capabilities.NONE,
                OfferJudge.FREE,
                InstantSource.system(),
                NanoTicker.system())) {
            return directory.candidates(Capabilities.NONE);
        }
    }
}
