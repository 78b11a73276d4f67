package io.headrace.simulation.live;

import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.UnitEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Units that flow: with an orchestrator when dispatched, back when the output has passed their end. */
final class LiveUnits {

    private final Teller teller;
    private final long first;
    private final IntPredicate works;
    private final NavigableMap<Long, UnderWay> underWay = new TreeMap<>();
    private final NavigableMap<Long, Long> starts = new TreeMap<>();
    private final Map<Long, Boolean> shown = new HashMap<>();
    private long ended;
    private long returned;

    /** Tells the job what became of a unit. */
    interface Teller {
        void tell(long seq, UnitEvent event);
    }

    private record UnderWay(int attempt, int session, boolean sent) {}

    /**
     * @param first of this life; of those before nothing is left
     * @param works whether the job's session of a number still does
     */
    LiveUnits(Teller teller, long first, IntPredicate works) {
        this.teller = teller;
        this.first = first;
        this.works = works;
        this.ended = first - 1;
        this.returned = first - 1;
    }

    /** @param picture its first */
    void began(long seq, long picture) {
        starts.put(seq, picture);
    }

    void ended(long seq) {
        ended = seq;
        sent(seq);
    }

    private void sent(long seq) {
        var way = underWay.get(seq);
        if (way != null && !way.sent()) {
            underWay.put(seq, new UnderWay(way.attempt(), way.session(), true));
            teller.tell(seq, new UnitEvent.Uploaded(way.attempt()));
        }
    }

    /** The viewers got that picture: the units before its own are back. */
    void shown(long picture) {
        long seq = starts.descendingMap().entrySet().stream()
                .filter(unit -> unit.getValue() <= picture)
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(first);
        shown.put(seq, true);
        returned(seq - 1);
    }

    void returned(long seq) {
        returned = Math.max(returned, seq);
        var back = new TreeMap<>(underWay.headMap(seq, true));
        underWay.headMap(seq, true).clear();
        back.forEach((each, way) -> teller.tell(each, new UnitEvent.Returned(way.attempt())));
        if (starts.size() > 64) {
            starts.headMap(seq - 32).clear();
        }
    }

    /** Returns whether anything was under way in it. */
    boolean failed(int session, Reason reason) {
        var failed = new TreeMap<>(underWay);
        failed.values().removeIf(way -> way.session() != session);
        underWay.keySet().removeAll(failed.keySet());
        failed.forEach((seq, way) -> teller.tell(seq, new UnitEvent.Failed(way.attempt(), reason)));
        return !failed.isEmpty();
    }

    void dispatch(JobEffect.Dispatch dispatch) {
        long seq = dispatch.unit().seq();
        int attempt = dispatch.attempt().number();
        int session = dispatch.session().number();
        if (seq < first) {
            teller.tell(seq, new UnitEvent.Failed(attempt, Reason.MISSED));
        } else if (seq <= returned) {
            teller.tell(seq, new UnitEvent.Returned(attempt));
        } else if (!works.test(session)) {
            teller.tell(seq, new UnitEvent.Failed(attempt, Reason.SESSION_ENDED));
        } else {
            underWay.put(seq, new UnderWay(attempt, session, false));
            if (seq <= ended) {
                sent(seq);
            }
        }
    }

    /** Whether any picture of it came is all that is checked: the viewers have them already. */
    void check(long seq, int attempt) {
        teller.tell(
                seq,
                shown.containsKey(seq)
                        ? new UnitEvent.Checked(attempt, UnitEvent.Sampling.NOT_SAMPLED)
                        : new UnitEvent.Failed(attempt, Reason.MISSED));
    }

    void forget(long seq) {
        underWay.remove(seq);
    }
}
