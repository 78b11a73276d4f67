package io.headrace.admission.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.machine.SimulatedHost;
import io.headrace.media.ManifestId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever gateways, runners and operators do, in whatever order: the same promises hold. */
class LivePropertyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MAX_SESSIONS = 5;
    private static final int CAPACITY = 3;
    private static final long PIXELS_PER_SECOND = 6_912_000;

    private int asked;
    private int told;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void leaksNoPlaceOwesNothingAndServesNobodyUnpaidForTwoSeconds(long seed) {
        var random = new SplittableRandom(seed);
        var host = new SimulatedHost(seed, START);
        var stage = new FakeStage(host);
        var till = new FakeTill();
        var workshop = new MoodyRunners(host, random, stage);
        var log = new Ends();
        var admission = new LiveAdmission(
                LiveLimits.DEFAULT.withSessions(MAX_SESSIONS, 3),
                host,
                new LiveAdmission.Supplies(workshop, stage, till),
                log);

        for (int i = 0; i < 120; i++) {
            int number = i;
            host.after(upTo(random, 300_000), () -> new MoodyGateway(admission, host, random, stage, till).ask(number));
        }
        if (random.nextBoolean()) {
            host.after(Duration.ofSeconds(200), () -> admission.drain(Duration.ofSeconds(20)));
        }
        while (host.step()) {
            assertThat(admission.view().sessions().size()).isLessThanOrEqualTo(MAX_SESSIONS);
            assertThat(admission.view().inUse().values()).allMatch(taken -> taken <= CAPACITY);
            assertThat(workshop.running).isBetween(0, CAPACITY);
            assertThat(till.balances.values()).allMatch(balance -> balance >= 0);
            stage.assertNobodyServedUnpaid(till);
        }

        assertThat(told).isEqualTo(asked);
        assertThat(admission.view().sessions()).isEmpty();
        assertThat(workshop.running).isZero();
        assertThat(stage.open).isEmpty();
        assertThat(log.opened).isEqualTo(log.ended);
    }

    private static Duration upTo(SplittableRandom random, int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    /** Pays or not, sends or not, leaves or not. */
    private final class MoodyGateway implements LiveAdmission.Asker {
        private final LiveAdmission admission;
        private final SimulatedHost host;
        private final SplittableRandom random;
        private final FakeStage stage;
        private final FakeTill till;
        private ManifestId session = new ManifestId("none");
        private boolean answered;

        MoodyGateway(
                LiveAdmission admission, SimulatedHost host, SplittableRandom random, FakeStage stage, FakeTill till) {
            this.admission = admission;
            this.host = host;
            this.random = random;
            this.stage = stage;
            this.till = till;
        }

        void ask(int number) {
            asked++;
            var sender = random.nextBoolean() ? LiveRequests.ALICE : LiveRequests.BOB;
            var metering = random.nextInt(3) == 0 ? Metering.CLOCK : Metering.FLOW;
            var request = LiveRequests.of("s" + number, sender, metering);
            session = request.session();
            admission.request(request, this);
        }

        @Override
        public void admitted() {
            switch (random.nextInt(8)) {
                case 0 -> {}
                case 1 -> host.after(upTo(random, 500), () -> admission.paymentRefused(session, "no"));
                case 2 -> host.after(upTo(random, 500), () -> admission.abandoned(session));
                default -> host.after(upTo(random, 500), this::pay);
            }
        }

        private void pay() {
            till.balances.merge(session, PIXELS_PER_SECOND * (1 + random.nextInt(30)), Long::sum);
            admission.paymentAccepted(session);
            if (random.nextInt(8) == 0) {
                host.after(upTo(random, 2_000), () -> admission.abandoned(session));
            }
        }

        @Override
        public void refused(LiveRefusal refusal) {
            answer();
        }

        @Override
        public void failed(LiveEnd end) {
            answer();
        }

        @Override
        public void started() {
            answer();
            if (random.nextInt(6) != 0) {
                host.after(upTo(random, 5_000), this::send);
            }
            switch (random.nextInt(6)) {
                case 0 -> host.after(upTo(random, 40_000), () -> admission.stop(session));
                case 1 -> host.after(upTo(random, 40_000), () -> stage.leave(session));
                default -> {}
            }
        }

        private void answer() {
            assertThat(answered).as("answered before").isFalse();
            answered = true;
            told++;
        }

        /** A tenth of a second of pictures; a payment now and then; silence for ever, sometimes. */
        private void send() {
            if (!stage.open.containsKey(session) || random.nextInt(500) == 0) {
                return;
            }
            stage.flows(session, PIXELS_PER_SECOND / 10);
            if (random.nextInt(40) == 0) {
                till.balances.merge(session, PIXELS_PER_SECOND * 4, Long::sum);
            }
            host.after(Duration.ofMillis(100), this::send);
        }
    }

    /** Takes sessions, late or never; ends them, well or badly; stops when told, a little later. */
    private static final class MoodyRunners implements LiveWorkshop {
        private final SimulatedHost host;
        private final SplittableRandom random;
        private final FakeStage stage;
        private int running;

        MoodyRunners(SimulatedHost host, SplittableRandom random, FakeStage stage) {
            this.host = host;
            this.random = random;
            this.stage = stage;
        }

        @Override
        public Map<String, Integer> capacities() {
            return Map.of(LiveRequests.MODEL, CAPACITY);
        }

        @Override
        public Work begin(LiveOrder order, Reports reports) {
            running++;
            var session = new ManifestId(order.manifestId());
            stage.served.add(session);
            var under = new AtomicBoolean(true);
            if (random.nextInt(10) == 0) {
                host.after(upTo(random, 1_000), () -> end(under, session, reports, new Ending.Failed("crash")));
            } else if (random.nextInt(10) != 0) {
                host.after(upTo(random, 3_000), () -> {
                    if (under.get()) {
                        reports.running();
                    }
                });
                if (random.nextInt(5) == 0) {
                    host.after(upTo(random, 60_000), () -> end(under, session, reports, new Ending.Finished()));
                }
            }
            return () -> {
                stage.served.remove(session);
                host.after(upTo(random, 300), () -> end(under, session, reports, new Ending.Finished()));
            };
        }

        private void end(AtomicBoolean under, ManifestId session, Reports reports, Ending ending) {
            if (under.getAndSet(false)) {
                running--;
                stage.served.remove(session);
                reports.ended(ending);
            }
        }
    }

    private static final class FakeStage implements LiveStage {
        private final SimulatedHost host;
        private final Map<ManifestId, Flow> open = new HashMap<>();
        private final Map<ManifestId, Runnable> closed = new HashMap<>();
        private final Set<ManifestId> served = new HashSet<>();
        private final Map<ManifestId, Instant> flowedUnpaid = new HashMap<>();

        FakeStage(SimulatedHost host) {
            this.host = host;
        }

        @Override
        public Opening open(LiveRequest request, Runnable inputClosed) {
            if (open.size() >= CAPACITY) {
                return new Opening.Lacking(CAPACITY);
            }
            open.put(request.session(), Flow.NONE);
            closed.put(request.session(), inputClosed);
            return new Opening.Opened(
                    new LiveWorkshop.LiveOrder(request.session().text(), request.model(), "{}"));
        }

        void flows(ManifestId session, long pixels) {
            open.computeIfPresent(session, (_, flow) -> flow.plus(pixels / 100, pixels));
        }

        void leave(ManifestId session) {
            var told = closed.get(session);
            if (told != null) {
                told.run();
            }
        }

        /** What flowed and nobody could pay for is at most two seconds old while a runner works on it. */
        void assertNobodyServedUnpaid(FakeTill till) {
            for (var session : served) {
                long owed = open.getOrDefault(session, Flow.NONE).pixels() - till.charged.getOrDefault(session, 0L);
                boolean unpaid = owed > till.balances.getOrDefault(session, 0L) && !till.clocked.contains(session);
                if (unpaid) {
                    flowedUnpaid.putIfAbsent(session, host.moment().now());
                } else {
                    flowedUnpaid.remove(session);
                }
                var since = flowedUnpaid.getOrDefault(session, host.moment().now());
                assertThat(Duration.between(since, host.moment().now()))
                        .as("unpaid work of %s", session)
                        .isLessThan(Duration.ofSeconds(2));
            }
        }

        @Override
        public Flow flow(ManifestId session) {
            return open.getOrDefault(session, Flow.NONE);
        }

        @Override
        public void tellEnd(ManifestId session, LiveEnd end) {
            assertThat(open).containsKey(session);
        }

        @Override
        public void tellDrain(ManifestId session, Duration patience) {
            assertThat(open).containsKey(session);
        }

        @Override
        public void close(ManifestId session) {
            open.remove(session);
            closed.remove(session);
        }
    }

    /** In pixels. */
    private static final class FakeTill implements LiveTill {
        private final Map<ManifestId, Long> balances = new HashMap<>();
        private final Map<ManifestId, Long> charged = new HashMap<>();
        private final Set<ManifestId> clocked = new HashSet<>();

        @Override
        public Charging charge(LiveRequest request, long pixels) {
            if (request.metering() == Metering.CLOCK) {
                clocked.add(request.session());
            }
            long balance = balances.getOrDefault(request.session(), 0L);
            if (balance < pixels) {
                return new Charging.Uncovered(balance + " of " + pixels);
            }
            balances.put(request.session(), balance - pixels);
            charged.merge(request.session(), pixels, Long::sum);
            return new Charging.Charged();
        }
    }

    private static final class Ends implements LiveLog {
        private final Set<ManifestId> opened = new HashSet<>();
        private final Set<ManifestId> ended = new HashSet<>();

        @Override
        public void opened(LiveRequest request) {
            assertThat(opened.add(request.session())).isTrue();
        }

        @Override
        public void ended(LiveRequest request, LiveEnd end, Flow flow) {
            assertThat(ended.add(request.session())).isTrue();
        }
    }
}
