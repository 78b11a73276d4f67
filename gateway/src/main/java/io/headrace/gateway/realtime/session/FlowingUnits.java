package io.headrace.gateway.realtime.session;

import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.gateway.realtime.session.FlowCharges.Charge;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.UnitWork;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.UnitEvent;
import io.headrace.media.MediaTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What is done with units that flow: nothing is sent, loaded or written. A unit is with an orchestrator when the job
 * dispatches it, has been sent when its input has ended, and is back when the output has passed its end; whether any
 * picture of it came is all that is checked, for the viewers have them already. Any thread.
 */
final class FlowingUnits implements UnitWork {

    /** Units of which something is remembered; of more, those that began first are forgotten. */
    private static final int MAX_KNOWN = 2_048;

    private final RunContext context;
    private final long first;
    private final IntPredicate works;

    /** Guarded by this: those under way in a session, by number. */
    private final NavigableMap<Long, UnderWay> underWay = new TreeMap<>();

    /** Guarded by this. */
    private final NavigableMap<Long, Known> known = new TreeMap<>();

    /** Guarded by this: the output has passed the end of this unit. */
    private long returned;

    /** Guarded by this: how many are published or left out. */
    private long next;

    private record UnderWay(int attempt, int session, boolean sent) {}

    /** What is known of a unit. */
    private static final class Known {
        private final MediaTime start;
        private boolean ended;
        private Duration length = Duration.ofSeconds(1);
        private int width;
        private int height;
        private long shown;
        private final List<Charge> charges = new ArrayList<>();

        Known(MediaTime start) {
            this.start = start;
        }
    }

    /**
     * @param first the number of the first unit of this life; of those before nothing is left
     * @param works whether the job's session of a number still does
     */
    FlowingUnits(RunContext context, long first, IntPredicate works) {
        this.context = context;
        this.first = first;
        this.returned = first - 1;
        this.next = first;
        this.works = works;
    }

    synchronized void began(long seq, MediaTime start) {
        known.put(seq, new Known(start));
        if (known.size() > MAX_KNOWN) {
            known.pollFirstEntry();
        }
    }

    synchronized void ended(long seq, Duration length, int width, int height, List<Charge> charges) {
        var unit = known.get(seq);
        if (unit == null) {
            return;
        }
        unit.ended = true;
        unit.length = length;
        unit.width = width;
        unit.height = height;
        unit.charges.addAll(charges);
        sent(seq);
    }

    private void sent(long seq) {
        var way = underWay.get(seq);
        if (way != null && !way.sent()) {
            underWay.put(seq, new UnderWay(way.attempt(), way.session(), true));
            tell(seq, new UnitEvent.Uploaded(way.attempt()));
        }
    }

    /** The output has passed the end of that unit, and of all before it. */
    synchronized void returned(long seq) {
        returned = Math.max(returned, seq);
        var back = new HashMap<>(underWay.headMap(seq, true));
        underWay.headMap(seq, true).clear();
        back.forEach((each, way) -> tell(each, new UnitEvent.Returned(way.attempt())));
    }

    /** A picture was given to the viewers. */
    synchronized void shown(MediaTime presentation) {
        for (var unit : known.descendingMap().values()) {
            if (unit.start.compareTo(presentation) <= 0) {
                unit.shown++;
                return;
            }
        }
    }

    /** A session failed with all that is under way in it. Returns whether anything was. */
    synchronized boolean failed(int session, Reason reason, String sentence) {
        var failed = new HashMap<>(underWay);
        failed.values().removeIf(way -> way.session() != session);
        underWay.keySet().removeAll(failed.keySet());
        failed.forEach((seq, way) -> {
            context.book().remarked(seq, way.attempt(), sentence);
            tell(seq, new UnitEvent.Failed(way.attempt(), reason));
        });
        return !failed.isEmpty();
    }

    @Override
    public synchronized void dispatch(JobEffect.Dispatch dispatch) {
        long seq = dispatch.unit().seq();
        int attempt = dispatch.attempt().number();
        int session = dispatch.session().number();
        if (seq < first) {
            tell(seq, new UnitEvent.Failed(attempt, Reason.MISSED));
        } else if (seq <= returned) {
            tell(seq, new UnitEvent.Returned(attempt));
        } else if (!works.test(session)) {
            tell(seq, new UnitEvent.Failed(attempt, Reason.SESSION_ENDED));
        } else {
            underWay.put(seq, new UnderWay(attempt, session, false));
            if (known.containsKey(seq) && known.get(seq).ended) {
                sent(seq);
            }
        }
    }

    @Override
    public synchronized void abandon(long seq, Attempt attempt) {
        underWay.remove(seq);
    }

    @Override
    public synchronized void check(long seq, Attempt attempt) {
        var unit = known.get(seq);
        boolean came = unit != null && unit.shown > 0;
        tell(
                seq,
                came
                        ? new UnitEvent.Checked(attempt.number(), UnitEvent.Sampling.NOT_SAMPLED)
                        : new UnitEvent.Failed(attempt.number(), Reason.MISSED));
    }

    /** Nothing is ever sampled. */
    @Override
    public void verify(long seq, Attempt attempt) {
        tell(seq, new UnitEvent.Verified(attempt.number()));
    }

    @Override
    public synchronized void publish(long seq, int attempt) {
        next = seq + 1;
        var unit = known.getOrDefault(seq, new Known(MediaTime.ZERO));
        var made = new PublishedRendition(RealtimeJobOrder.OUTPUT, unit.width, unit.height, unit.shown, 0, "");
        context.view().published(new PublishedUnit(seq, unit.start, unit.length.toNanos() / 1e9, false, List.of(made)));
        tell(seq, new UnitEvent.Published(attempt));
    }

    /** What was charged for it is gone. */
    @Override
    public synchronized void skip(long seq, int attempt) {
        next = seq + 1;
        forgotten(seq)
                .forEach(charge ->
                        context.book().creditLost(seq, attempt, charge.orchestrator(), charge.fee(), Reason.MISSED));
        tell(seq, new UnitEvent.Skipped(attempt));
    }

    @Override
    public synchronized void settle(long seq, Attempt attempt) {
        forgotten(seq)
                .forEach(charge ->
                        context.book().feeSettled(seq, attempt.number(), charge.orchestrator(), charge.fee()));
        boolean depleted = context.means().shortage().isPresent();
        tell(
                seq,
                new UnitEvent.Settled(attempt.number(), depleted ? UnitEvent.Purse.DEPLETED : UnitEvent.Purse.FILLED));
    }

    private List<Charge> forgotten(long seq) {
        var unit = known.get(seq);
        if (unit == null) {
            return List.of();
        }
        var charges = unit.charges.stream()
                .filter(charge -> charge.fee().signum() > 0)
                .toList();
        unit.charges.clear();
        return charges;
    }

    @Override
    public synchronized void bookLoss(long seq, int attempt) {
        underWay.remove(seq);
    }

    /** How many units are published or left out. */
    synchronized long next() {
        return next;
    }

    private void tell(long seq, UnitEvent event) {
        context.job().accept(new JobEvent.UnitMoved(seq, event));
    }
}
