package io.headrace.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Signatures;
import io.headrace.gateway.check.ContentChecks;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.discovery.DiscoveryConfig;
import io.headrace.gateway.discovery.OfferJudge;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.WatchedJournal;
import io.headrace.gateway.intake.UnitSource;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.publication.Results;
import io.headrace.job.JobClass;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.JobLimits;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Preferences;
import io.headrace.job.unit.Attempt;
import io.headrace.machine.Host;
import io.headrace.machine.Moment;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.SimulatedHost;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobRunTest {

    /** The thread that ends the job. */
    private final CompletableFuture<Thread> ending = new CompletableFuture<>();

    private final SimulatedHost time = new SimulatedHost(1, Instant.parse("2026-11-22T10:00:00Z"));
    private final FakePeer peer = FakePeer.paid();
    private final FakeMediaEngine media = new FakeMediaEngine(1);
    private final WatchedJournal journal = new WatchedJournal();

    @Test
    void mayBeOverBeforeItsSourceIsAsked() throws Exception {
        try (var tools = new Tools()) {
            var run = JobRun.begin(order(), tools.all(new HastyHost()), journal, new Craft());

            assertThat(ending.get(20, TimeUnit.SECONDS).join(Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(run.view().outcome()).containsInstanceOf(Outcome.Failed.class);
        }
    }

    private static BatchJobOrder order() {
        return new BatchJobOrder(
                "job",
                BatchJobOrder.Door.BUILT_IN,
                "llm",
                "model",
                "application/json",
                BatchJobOrder.Delivery.ATTENDED,
                Optional.empty(),
                Path.of("job"));
    }

    /** Reads each letter where it is put, and lets nobody go on who put one before the job that it ended has let go. */
    private final class HastyHost implements Host {
        @Override
        public Moment moment() {
            return time.moment();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return time.after(delay, task);
        }

        @Override
        public <T> Mailbox<T> mailbox(String name, Consumer<T> reader) {
            return new Mailbox<>() {
                @Override
                public void put(T letter) {
                    reader.accept(letter);
                    if (letter instanceof JobEvent.IngestStarted) {
                        awaitEnd();
                    }
                }

                @Override
                public int waiting() {
                    return 0;
                }

                @Override
                public void close() {}
            };
        }

        private void awaitEnd() {
            try {
                assertThat(ending.get(20, TimeUnit.SECONDS).join(Duration.ofSeconds(20)))
                        .isTrue();
            } catch (Exception never) {
                throw new AssertionError("The job did not end", never);
            }
        }
    }

    /** A job whose source fails as soon as it is allowed to say anything. */
    private final class Craft implements JobCraft {
        @Override
        public JobClass jobClass() {
            return JobClass.BATCH;
        }

        @Override
        public String pipeline() {
            return "llm";
        }

        @Override
        public JobLimits limits() {
            return JobLimits.batch(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }

        @Override
        public Parts assemble(RunContext context) {
            return new Parts(
                    new FailingSource(context.job()),
                    new NoResults(),
                    () -> Capabilities.NONE,
                    new NoSessions(),
                    new NoWork());
        }
    }

    private record FailingSource(Consumer<JobEvent> job) implements UnitSource {
        @Override
        public void run() {}

        @Override
        public void allow(long from, long upTo) {
            job.accept(new JobEvent.SourceFailed(Reason.SOURCE_FAILED));
        }

        @Override
        public Duration known() {
            return Duration.ZERO;
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }
    }

    private final class NoResults implements Results {
        @Override
        public long next() {
            return 0;
        }

        @Override
        public void finish(Outcome outcome) {
            ending.complete(Thread.currentThread());
        }
    }

    private static final class NoSessions implements Sessions {
        @Override
        public List<Candidate> candidates() {
            return List.of();
        }

        @Override
        public void open(int number, Candidate candidate) {}

        @Override
        public void close(int number) {}

        @Override
        public void closeAll() {}

        @Override
        public Stream<Orchestrator> orchestrators() {
            return Stream.empty();
        }
    }

    /** Of a job that has no units. */
    private static final class NoWork implements UnitWork {
        @Override
        public void dispatch(JobEffect.Dispatch dispatch) {}

        @Override
        public void abandon(long seq, Attempt attempt) {}

        @Override
        public void check(long seq, Attempt attempt) {}

        @Override
        public void verify(long seq, Attempt attempt) {}

        @Override
        public void publish(long seq, int attempt) {}

        @Override
        public void skip(long seq, int attempt) {}

        @Override
        public void settle(long seq, Attempt attempt) {}

        @Override
        public void bookLoss(long seq, int attempt) {}
    }

    private final class Tools implements AutoCloseable {
        private final OrchestratorDirectory directory = new OrchestratorDirectory(
                new DiscoveryConfig(peer.services(), Duration.ofHours(1), Duration.ofHours(1)),
                peer,
                Capabilities.NONE,
                OfferJudge.FREE,
                () -> time.moment().now(),
                NanoTicker.system());

        JobTools all(Host host) {
            return new JobTools(
                    host,
                    NanoTicker.system(),
                    directory,
                    peer,
                    media,
                    new JobTools.Checks(new PacketChecks(media), ContentChecks.NONE),
                    Optional.empty(),
                    new OfferCheck(SenderLimits.DEFAULT),
                    Signatures::signedBy,
                    new JobTools.Limits(JobLimits.DEFAULT, JobLimits.DEFAULT),
                    Preferences.DEFAULT);
        }

        @Override
        public void close() {
            directory.close();
        }
    }
}
