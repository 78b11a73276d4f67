package io.headrace.simulation.live;

import io.headrace.admission.live.Flow;
import io.headrace.admission.live.LiveEnd;
import io.headrace.admission.live.LiveRequest;
import io.headrace.admission.live.Metering;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.simulation.live.LiveMessages.Ears;
import io.headrace.simulation.live.LiveMessages.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The channels of one session. Watches that nothing is computed for more than two seconds that nobody paid (guarantee 2):
 * with books of its own, in which only what the cashier took in is believed.
 */
final class Channel {

    private static final Duration UNPAID_AT_MOST = Duration.ofSeconds(2);
    private static final long SECONDS_BETWEEN_WORDS = 10;

    private final LiveWorld world;
    private final LiveProcess process;
    private final Metering metering;
    private final LiveRequest request;
    private final Runnable inputClosed;
    private final Line toGateway;
    private final Line toRunner;
    private Optional<Ears> ears = Optional.empty();
    private Optional<Runner> runner = Optional.empty();
    private Optional<LiveFault> struck = Optional.empty();
    private Flow flow = Flow.NONE;
    private Optional<Instant> uncoveredSince = Optional.empty();
    private Instant paidUntil = Instant.EPOCH;
    private long words;
    private boolean closedByGateway;
    private boolean shut;
    private boolean lost;

    Channel(LiveWorld world, LiveProcess process, Metering metering, LiveRequest request, Runnable inputClosed) {
        this.world = world;
        this.process = process;
        this.metering = metering;
        this.request = request;
        this.inputClosed = inputClosed;
        this.toGateway = new Line(world);
        this.toRunner = new Line(world);
    }

    /** A gateway that is connected says a word every ten seconds. */
    Flow flow() {
        if (!closedByGateway && ears.filter(Ears::alive).isPresent()) {
            words = world.now().getEpochSecond() / SECONDS_BETWEEN_WORDS;
        }
        return flow.withWords(words);
    }

    boolean isOpen() {
        return !shut && !lost;
    }

    Optional<Runner> runner() {
        return runner.filter(Runner::works);
    }

    /** The first thing that happened is what the session ends of. */
    void struck(LiveFault fault) {
        struck = struck.or(() -> Optional.of(fault));
    }

    void computedBy(Runner loaded) {
        runner = Optional.of(loaded);
    }

    /** By the clock, for the next period. */
    void charged(Duration period) {
        paidUntil = world.now().plus(period);
        uncoveredSince = Optional.empty();
    }

    Wire wire() {
        return new GatewayEnd();
    }

    void out(Picture picture) {
        tell(() -> ears.ifPresent(gateway -> gateway.output(picture)));
    }

    void tellEnd(LiveEnd end) {
        var reason = switch (end) {
            case LiveEnd.Unpaid _, LiveEnd.PaymentRefused _ -> Reason.UNPAID;
            default -> Reason.SESSION_ENDED;
        };
        tell(() -> ears.ifPresent(gateway -> gateway.ended(reason)));
    }

    void tellDrain() {
        tell(() -> ears.ifPresent(Ears::draining));
    }

    private void tell(Runnable news) {
        if (isOpen()) {
            toGateway.carry(news);
        }
    }

    void shut() {
        if (!shut) {
            tell(() -> ears.ifPresent(gateway -> gateway.ended(Reason.SESSION_ENDED)));
            shut = true;
        }
    }

    /** The process is gone; the other side may not even notice. */
    void lose(boolean silently) {
        if (!silently) {
            tell(() -> ears.ifPresent(gateway -> gateway.ended(Reason.SESSION_BROKEN)));
        }
        lost = true;
    }

    private void take(Picture picture) {
        if (!isOpen() || closedByGateway) {
            return;
        }
        flow = flow.plus(1, Picture.PIXELS);
        runner().ifPresent(computing -> {
            worked();
            computing.take(picture);
        });
    }

    private void worked() {
        var now = world.now();
        if (covered(now)) {
            uncoveredSince = Optional.empty();
            return;
        }
        var since = uncoveredSince.orElse(now);
        uncoveredSince = Optional.of(since);
        world.promise(
                Duration.between(since, now).compareTo(UNPAID_AT_MOST) <= 0,
                () -> "%s is still worked on, unpaid since %d".formatted(request.session(), since.toEpochMilli()));
    }

    private boolean covered(Instant now) {
        var key = new AccountKey(request.sender(), request.session().text());
        return switch (metering) {
            case FLOW ->
                process.cashier
                                .statement(key)
                                .accepted()
                                .compareTo(process.cashier
                                        .pinnedPrice(key)
                                        .orElseThrow()
                                        .times(flow.pixels()))
                        >= 0;
            case CLOCK -> !now.isAfter(paidUntil);
        };
    }

    private final class GatewayEnd implements Wire {
        @Override
        public void connect(Ears heard) {
            ears = Optional.of(heard);
        }

        @Override
        public void send(Picture picture) {
            toRunner.carry(() -> take(picture));
        }

        @Override
        public void resume(long after) {
            if (metering == Metering.FLOW) {
                toRunner.carry(() -> runner().ifPresent(computing -> computing.resume(after)));
            }
        }

        @Override
        public Optional<LiveFault> fate() {
            return struck;
        }

        @Override
        public void struck(LiveFault fault) {
            Channel.this.struck(fault);
        }

        @Override
        public Optional<Runner> runner() {
            return Channel.this.runner();
        }

        @Override
        public void close() {
            toRunner.carry(() -> {
                if (isOpen() && !closedByGateway) {
                    closedByGateway = true;
                    inputClosed.run();
                }
            });
        }
    }
}
