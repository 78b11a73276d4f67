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
import io.headrace.gateway.fixture.WatchedJournal;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.job.JobEvent;
import io.headrace.job.JobId;
import io.headrace.job.JobLimits;
import io.headrace.job.selection.Preferences;
import io.headrace.journal.Fact;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.SimulatedHost;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that waits for money: what its client is told, and when it goes on. */
class FundsWatchTest {

    private static final SenderFunds NOTHING = SenderFunds.of(Wei.ZERO, Wei.of(1_000));
    private static final SenderFunds ENOUGH =
            SenderFunds.of(Wei.of(1_000_000_000_000_000L), Wei.of(1_000_000_000_000_000L));
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final SimulatedHost host = new SimulatedHost(1);
    private final FakePeer peer = FakePeer.paid();
    private final FakePayer payer = new FakePayer();
    private final FakeMediaEngine media = new FakeMediaEngine(1);
    private final WatchedJournal journal = new WatchedJournal();
    private final List<JobEvent> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean waiting = new AtomicBoolean(true);
    private final Calling threads = new Calling();
    private final OrchestratorDirectory directory = new OrchestratorDirectory(
            new DiscoveryConfig(peer.services(), Duration.ofHours(1), Duration.ofHours(1)),
            peer,
            Capabilities.NONE,
            OfferJudge.FREE,
            () -> host.moment().now(),
            NanoTicker.system());
    private final FundsWatch watch = watch();

    @AfterEach
    void close() {
        directory.close();
    }

    private FundsWatch watch() {
        var account = Optional.<PayerAccount>of(payer);
        var tools = new JobTools(
                host,
                NanoTicker.system(),
                directory,
                peer,
                media,
                new JobTools.Checks(new PacketChecks(media), ContentChecks.NONE),
                account,
                new OfferCheck(SenderLimits.DEFAULT),
                Signatures::signedBy,
                new JobTools.Limits(JobLimits.DEFAULT, JobLimits.DEFAULT),
                Preferences.DEFAULT);
        var order = new BatchJobOrder(
                "job",
                BatchJobOrder.Door.BUILT_IN,
                "text-to-image",
                "model",
                "",
                BatchJobOrder.Delivery.KEPT,
                Optional.empty(),
                Path.of("job"));
        var context = new RunContext(
                tools,
                new JobBook(journal, new JobId("job"), host),
                new RunView(order),
                new Means(account, directory),
                threads,
                told::add);
        return new FundsWatch("job", context, () -> Capabilities.NONE, waiting::get);
    }

    private List<String> remarks() {
        return journal.facts(Fact.Remarked.class).stream()
                .map(Fact.Remarked::sentence)
                .toList();
    }

    private void pass(Duration time) {
        var end = new AtomicBoolean();
        var _ = host.after(time, () -> end.set(true));
        while (!end.get()) {
            host.step();
        }
    }

    @Test
    void saysWhatIsMissingWithTheNumbers() {
        payer.funds(NOTHING);

        watch.await();

        assertThat(remarks()).singleElement().asString().startsWith("waiting for money: deposit 0 wei, needs ");
        assertThat(told).isEmpty();
    }

    @Test
    void goesOnOnceTheMoneyIsThere() {
        payer.funds(NOTHING);
        watch.await();
        pass(PERIOD);
        assertThat(told).isEmpty();

        payer.funds(ENOUGH);
        pass(PERIOD);

        assertThat(told).contains(new JobEvent.Funded());
    }

    @Test
    void goesOnAtOnceWhenItIsToldToLook() {
        payer.funds(NOTHING);
        watch.await();

        payer.funds(ENOUGH);
        watch.look();

        assertThat(told).containsExactly(new JobEvent.Funded());
    }

    @Test
    void staysWhenWhatCameIsNotEnough() {
        payer.funds(NOTHING);
        watch.await();

        payer.funds(SenderFunds.of(Wei.of(1_000_000_000_000_000L), Wei.ZERO));
        watch.look();

        assertThat(told).isEmpty();
    }

    @Test
    void looksNoMoreOnceTheJobHasGoneOn() {
        payer.funds(NOTHING);
        watch.await();
        waiting.set(false);
        payer.funds(ENOUGH);

        watch.look();
        pass(PERIOD.multipliedBy(5));

        assertThat(told).isEmpty();
        assertThat(threads.called).isZero();
    }

    @Test
    void isSilentAboutAJobThatIsOver() {
        payer.funds(NOTHING);
        watch.await();
        threads.shutdown();

        watch.look();
        pass(PERIOD);

        assertThat(told).isEmpty();
    }

    /** Runs what it is given at once, until it is shut down. */
    private static final class Calling extends AbstractExecutorService {
        private int called;
        private boolean shut;

        @Override
        public void execute(Runnable task) {
            if (shut) {
                throw new RejectedExecutionException("over");
            }
            called++;
            task.run();
        }

        @Override
        public void shutdown() {
            shut = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shut = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return shut;
        }

        @Override
        public boolean isTerminated() {
            return shut;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
