package io.headrace.simulation.live;

import io.headrace.payments.Credit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one simulation of live sessions found.
 *
 * @param endings how many streams ended how
 * @param tolls what each kind of fault cost
 * @param pictures that viewers got
 * @param units published
 * @param virtual how long the network lived by its own clock
 * @param log how many events were logged; {@code hash} is over all of them
 * @param money what became of winners, in one line, exact
 * @param violation the promise that was broken first; the run stopped there
 * @param trace the last that happened before, oldest first; empty when every promise was kept
 */
public record LiveReport(
        long seed,
        SortedMap<String, Integer> endings,
        SortedMap<LiveFault, Toll> tolls,
        long pictures,
        long units,
        Duration virtual,
        long log,
        String hash,
        String money,
        Optional<String> violation,
        List<String> trace) {

    /**
     * What one kind of fault cost.
     *
     * @param struck how often it happened
     * @param swaps that it led to
     * @param toStandby how many of them went to somebody who stood by
     * @param longestGap without a picture for the viewers while the publisher sent
     * @param lostUnits left out while it was the latest that had happened to their stream
     * @param fees for what flowed in the sessions that it ended
     * @param lost paid in these sessions, and nothing came for it
     */
    public record Toll(
            int struck, int swaps, int toStandby, Duration longestGap, long lostUnits, Credit fees, Credit lost) {

        static final Toll NONE = new Toll(0, 0, 0, Duration.ZERO, 0, Credit.ZERO, Credit.ZERO);

        Toll strike() {
            return new Toll(struck + 1, swaps, toStandby, longestGap, lostUnits, fees, lost);
        }

        Toll swap(boolean standby) {
            return new Toll(struck, swaps + 1, toStandby + (standby ? 1 : 0), longestGap, lostUnits, fees, lost);
        }

        Toll gap(Duration gap) {
            return new Toll(struck, swaps, toStandby, longer(longestGap, gap), lostUnits, fees, lost);
        }

        Toll loseUnit() {
            return new Toll(struck, swaps, toStandby, longestGap, lostUnits + 1, fees, lost);
        }

        Toll pay(Credit fee, Credit gone) {
            return new Toll(struck, swaps, toStandby, longestGap, lostUnits, fees.plus(fee), lost.plus(gone));
        }

        /** Of two simulations together. */
        public Toll plus(Toll other) {
            return new Toll(
                    struck + other.struck,
                    swaps + other.swaps,
                    toStandby + other.toStandby,
                    longer(longestGap, other.longestGap),
                    lostUnits + other.lostUnits,
                    fees.plus(other.fees),
                    lost.plus(other.lost));
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) >= 0 ? one : other;
        }
    }

    public LiveReport {
        endings = new TreeMap<>(endings);
        tolls = new TreeMap<>(tolls);
        trace = List.copyOf(trace);
    }

    public boolean ok() {
        return violation.isEmpty();
    }

    /** For people; the first line says whether the promises were kept, and always names the seed. */
    public String text() {
        var text = new StringBuilder();
        text.append("Seed %d, live: %s%n"
                .formatted(seed, violation.map("BROKEN: "::concat).orElse("every promise kept")));
        trace.forEach(line -> text.append("  | ").append(line).append('\n'));
        text.append("  streams    %s%n".formatted(endings));
        text.append("  viewers    %d pictures, %d units, in %d s of virtual time%n"
                .formatted(pictures, units, virtual.toSeconds()));
        text.append("  money      %s%n".formatted(money));
        text.append("  log        %d events, sha-256 %s%n".formatted(log, hash));
        return text.toString();
    }

    /** One line for each kind of fault. */
    public static String table(Map<LiveFault, Toll> tolls) {
        var text = new StringBuilder("  %-20s %7s %7s %10s %12s %11s %16s %16s%n"
                .formatted("fault", "struck", "swaps", "to standby", "longest gap", "lost units", "fees", "lost wei"));
        new TreeMap<>(tolls)
                .forEach((fault, toll) -> text.append(String.format(
                        Locale.ROOT,
                        "  %-20s %7d %7d %10d %10.3f s %11d %16.0f %16.0f%n",
                        fault,
                        toll.struck(),
                        toll.swaps(),
                        toll.toStandby(),
                        toll.longestGap().toMillis() / 1e3,
                        toll.lostUnits(),
                        toll.fees().rounded(),
                        toll.lost().rounded())));
        return text.toString();
    }
}
