package io.headrace.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Signatures;
import io.headrace.gateway.check.ContentChecks;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.discovery.DiscoveryConfig;
import io.headrace.gateway.discovery.OfferJudge;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePayer;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.FakeSeller;
import io.headrace.gateway.fixture.WatchedJournal;
import io.headrace.gateway.pay.SessionPurse.Withdrawal;
import io.headrace.job.JobEvent;
import io.headrace.job.JobId;
import io.headrace.job.JobLimits;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Preferences;
import io.headrace.journal.Fact;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.SimulatedHost;
import io.headrace.payments.Price;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that outlives the token under which it began. */
class SessionDeskTest {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(30);
    private static final Duration ALMOST = Duration.ofMinutes(28);

    private final SimulatedHost host = new SimulatedHost(1, Instant.parse("2026-01-01T00:00:00Z"));
    private final FakePeer peer = FakePeer.paid();
    private final FakeSeller alder = peer.seller("alder");
    private final FakeMediaEngine media = new FakeMediaEngine(1);
    private final WatchedJournal journal = new WatchedJournal();
    private final List<JobEvent> told = new ArrayList<>();
    private final SessionDesk desk = desk();
    private JobSession session;

    @BeforeEach
    void open() throws Exception {
        issues(TOKEN_LIFE);
        desk.open(1, new Candidate(new Orchestrator(alder.address(), alder.service()), new Candidate.Silence("")));
        session = current();
    }

    @Test
    void isLeftAloneWhileItsTokenIsYoung() {
        pass(Duration.ofMinutes(26));

        assertThat(desk.refreshDue(session)).isFalse();
        desk.refresh(session);

        assertThat(desk.find(1)).contains(session);
    }

    @Test
    void goesOnUnderAnotherTokenInTheLastTenthOfItsLife() {
        pass(ALMOST);
        issues(TOKEN_LIFE);

        assertThat(desk.refreshDue(session)).isTrue();
        desk.refresh(session);

        assertThat(current().token()).isNotEqualTo(session.token());
        assertThat(desk.refreshDue(current())).isFalse();
        assertThat(told).isEmpty();
    }

    /** Its account there is kept by the token. */
    @Test
    void countsOnNoCreditThatItHadUnderTheOldOne() throws Exception {
        var unit = paid(session);
        session.purse().orElseThrow().settled(unit.staged(), alder.ticketFraction(4));
        assertThat(session.purse().orElseThrow().credit().signum()).isPositive();
        renew();

        assertThat(current().purse().orElseThrow().credit().signum()).isZero();
        assertThat(paid(current()).staged().tickets()).isEqualTo(1);
    }

    @Test
    void letsWhatIsInFlightReturnUnderTheOldOne() throws Exception {
        var unit = paid(session);
        renew();

        session.purse().orElseThrow().settled(unit.staged(), alder.ticketFraction(4));
        desk.close(1);

        var closed = journal.facts(Fact.SessionClosed.class);
        assertThat(closed).hasSize(2);
        assertThat(closed.getFirst().debited()).isEqualTo(alder.ticketFraction(4));
        assertThat(closed.getLast().debited().signum()).isZero();
        assertThat(List.of(peer.awaitEndedSession(), peer.awaitEndedSession())).doesNotHaveDuplicates();
    }

    @Test
    void goesOnAsItIsWhileTheOrchestratorIsSilent() {
        pass(ALMOST);
        alder.silent(true);

        desk.refresh(session);

        assertThat(desk.find(1)).contains(session);
        assertThat(journal.facts(Fact.Remarked.class))
                .anySatisfy(fact -> assertThat(fact.sentence()).contains("is not renewed"));
        assertThat(told).isEmpty();
    }

    @Test
    void takesNoTokenThatIsAboutToEndItself() {
        pass(ALMOST);
        issues(Duration.ofMinutes(1));

        desk.refresh(session);

        assertThat(desk.find(1)).contains(session);
    }

    /** Twice what it was when the session began, whatever token it is under. */
    @Test
    void staysUnderTheOldTokenWhenTheNewOneCostsTooMuch() {
        pass(ALMOST);
        issues(TOKEN_LIFE);
        alder.asks(Price.of(2_001, 1));

        desk.refresh(session);

        assertThat(desk.find(1)).contains(session);
    }

    @Test
    void leavesOneThatIsGoingAway() {
        pass(ALMOST);
        issues(TOKEN_LIFE);
        alder.drain();

        desk.refresh(session);

        assertThat(told).containsExactly(new JobEvent.SessionEnded(1, Reason.SESSION_ENDED));
    }

    private void renew() {
        pass(ALMOST);
        issues(TOKEN_LIFE);
        desk.refresh(session);
    }

    private JobSession current() {
        return desk.find(1).orElseThrow();
    }

    private static Withdrawal.Paid paid(JobSession session) throws InterruptedException {
        var purse = session.purse().orElseThrow();
        return (Withdrawal.Paid) purse.withdraw(purse.price().times(1_000), Duration.ZERO);
    }

    private void issues(Duration life) {
        alder.tokensEnd(host.moment().now().plus(life));
    }

    private void pass(Duration time) {
        var _ = host.after(time, () -> {});
        host.run(1);
    }

    private SessionDesk desk() {
        return new SessionDesk(
                new Negotiation(tools(), () -> Capabilities.NONE, Optional::empty),
                new JobBook(journal, new JobId("job"), host),
                told::add);
    }

    private JobTools tools() {
        var directory = new OrchestratorDirectory(
                new DiscoveryConfig(peer.services(), Duration.ofHours(1), Duration.ofHours(1)),
                peer,
                Capabilities.NONE,
                OfferJudge.FREE,
                () -> host.moment().now(),
                NanoTicker.system());
        return new JobTools(
                host,
                NanoTicker.system(),
                directory,
                peer,
                media,
                new JobTools.Checks(new PacketChecks(media), ContentChecks.NONE),
                Optional.of(new FakePayer()),
                new OfferCheck(SenderLimits.DEFAULT),
                Signatures::signedBy,
                new JobTools.Limits(JobLimits.DEFAULT, JobLimits.DEFAULT),
                Preferences.DEFAULT);
    }
}
