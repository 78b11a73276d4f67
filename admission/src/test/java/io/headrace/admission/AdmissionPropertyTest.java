package io.headrace.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.machine.SimulatedHost;
import io.headrace.media.PixelCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever senders, workers and operators do, in whatever order: the same promises hold at the end. */
class AdmissionPropertyTest {

    private static final int MAX_SESSIONS = 3;
    private static final int CAPACITY = 2;

    private final Map<UnitId, Integer> answers = new HashMap<>();
    private final Map<UnitId, Integer> covers = new HashMap<>();
    private final List<UnitId> admitted = new ArrayList<>();
    private int asked;
    private int told;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void losesNoPlaceAndNoCreditAndAnswersEachOnce(long seed) {
        var random = new SplittableRandom(seed);
        var host = new SimulatedHost(seed, Instant.parse("2026-01-01T00:00:00Z"));
        var till = new CountingTill();
        var workshop = new MoodyWorkshop(host, random);
        var admission = new Admission(
                AdmissionLimits.DEFAULT.withMaxSessions(MAX_SESSIONS), host, workshop, till, AdmissionLog.NONE);

        for (int i = 0; i < 300; i++) {
            var session = Requests.session("s" + random.nextInt(6));
            host.after(upTo(random, 60_000), () -> {
                if (random.nextInt(10) == 0) {
                    admission.endSession(session);
                } else {
                    ask(admission, host, random, session);
                }
            });
        }
        while (host.step()) {
            assertWithinLimits(admission.view(), workshop);
        }

        assertThat(told).isEqualTo(asked);
        assertThat(answers.keySet()).containsExactlyInAnyOrderElementsOf(admitted);
        assertThat(answers.values()).allMatch(times -> times == 1);
        assertThat(till.closed).isEqualTo(covers);
        assertThat(workshop.underWay).isZero();
        assertThat(admission.view()).isEqualTo(Desk.open(CAPACITY));
    }

    private static void assertWithinLimits(Desk desk, MoodyWorkshop workshop) {
        assertThat(desk.sessions().size()).isLessThanOrEqualTo(MAX_SESSIONS);
        assertThat(desk.working()).isLessThanOrEqualTo(CAPACITY);
        assertThat(workshop.underWay).isBetween(0, CAPACITY);
        assertThat(desk.sessions().values()).allSatisfy(session -> {
            assertThat(session.units().size()).isLessThanOrEqualTo(5);
            assertThat(Desk.working(session)).isLessThanOrEqualTo(1);
        });
    }

    private void ask(Admission admission, SimulatedHost host, SplittableRandom random, SessionId session) {
        asked++;
        var sender = new MoodySender(admission, host, random);
        admission.request(session, Requests.GATEWAY, Requests.STREAM, asked, Duration.ofSeconds(2), sender);
    }

    private static Duration upTo(SplittableRandom random, int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    /** Pays or not, sends its media or not, soon or too late. */
    private final class MoodySender implements Admission.Sender {
        private final Admission admission;
        private final SimulatedHost host;
        private final SplittableRandom random;

        MoodySender(Admission admission, SimulatedHost host, SplittableRandom random) {
            this.admission = admission;
            this.host = host;
            this.random = random;
        }

        @Override
        public void admitted(UnitRequest request) {
            admitted.add(request.unit());
            host.after(delay(), () -> pay(request));
        }

        private void pay(UnitRequest request) {
            if (random.nextInt(8) == 0) {
                admission.paymentRefused(request, "Insufficient balance");
                return;
            }
            covers.merge(request.unit(), 1, Integer::sum);
            admission.paymentAccepted(request, Requests.COVER);
            host.after(delay(), () -> {
                if (random.nextInt(8) == 0) {
                    admission.abandoned(request, "gone");
                } else {
                    admission.sourceArrived(request, Requests.order(request));
                }
            });
        }

        private Duration delay() {
            return random.nextInt(20) == 0 ? Duration.ofSeconds(9) : upTo(random, 300);
        }

        @Override
        public void refused(Refusal refusal) {
            told++;
        }

        @Override
        public void answered(UnitState end) {
            told++;
            answers.merge(end.unit(), 1, Integer::sum);
        }
    }

    /** Works, dies, refuses, or forgets to answer until it is cancelled. */
    private static final class MoodyWorkshop implements Workshop {
        private final SimulatedHost host;
        private final SplittableRandom random;
        private int underWay;

        MoodyWorkshop(SimulatedHost host, SplittableRandom random) {
            this.host = host;
            this.random = random;
        }

        @Override
        public int capacity() {
            return CAPACITY;
        }

        @Override
        public Work begin(WorkOrder order, Reports reports) {
            underWay++;
            var silence = random.nextInt(15) == 0;
            var outcome = switch (random.nextInt(5)) {
                case 0 -> Requests.died();
                case 1 -> new Outcome.Impossible(Requests.WORKER, "TranscoderInvalidVideo");
                default -> Requests.done(1_000);
            };
            var work = new AtomicBoolean(true);
            Consumer<Outcome> end = how -> {
                if (work.getAndSet(false)) {
                    underWay--;
                    reports.ended(how);
                }
            };
            if (!silence) {
                host.after(upTo(random, 2_500), () -> end.accept(outcome));
            }
            return () -> end.accept(Requests.died());
        }
    }

    private static final class CountingTill implements Till {
        private final Map<UnitId, Integer> closed = new HashMap<>();

        @Override
        public void settle(UnitRequest request, Cover cover, PixelCount pixels) {
            closed.merge(request.unit(), 1, Integer::sum);
        }

        @Override
        public void release(UnitRequest request, Cover cover) {
            closed.merge(request.unit(), 1, Integer::sum);
        }
    }
}
