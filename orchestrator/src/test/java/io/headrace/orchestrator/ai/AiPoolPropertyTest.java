package io.headrace.orchestrator.ai;

import static io.headrace.orchestrator.ai.AiPoolScript.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order. */
class AiPoolPropertyTest {

    private static final int WALKS = 300;
    private static final int STEPS = 120;
    private static final AiSkill NOOP = new AiSkill(LIVE, "noop");

    @Test
    void noPermitLeaksAndEachOrderEndsOnce() {
        var visited = new TreeSet<String>();
        for (int seed = 0; seed < WALKS; seed++) {
            var walk = new Walk(seed);
            walk.run();
            visited.addAll(walk.script.visited);
        }
        assertThat(visited).isEqualTo(documented());
    }

    /** {@link AiPoolMachine#TRANSITIONS} without causes; an order that goes on is a new errand. */
    private static Set<String> documented() {
        var lines = new TreeSet<String>();
        AiPoolMachine.TRANSITIONS.lines().forEach(line -> {
            var words = line.strip().split("\\s+", 4);
            lines.add(words[0] + " " + words[1] + " " + words[2]);
        });
        // The same cause lets the order that goes elsewhere begin anew there.
        List.of("Declined", "SilenceSeen", "WorkerLeft", "HangingSeen")
                .forEach(cause -> lines.add("(new) " + cause + " Given"));
        List.of("WorkerLeft", "HangingSeen").forEach(cause -> lines.add("(new) " + cause + " Reserved"));
        return lines;
    }

    private static final class Walk {
        private final Random chance;
        private final int seed;
        private final AiPoolScript script = new AiPoolScript();
        private final List<Long> workers = new ArrayList<>();
        private long orders;
        private long registrations;

        Walk(int seed) {
            this.seed = seed;
            this.chance = new Random(seed);
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                script.happens(next());
                check();
            }
            script.happens(workers.stream()
                    .<AiPoolEvent>map(id -> new AiPoolEvent.WorkerLeft(id, "is gone"))
                    .toArray(AiPoolEvent[]::new));
            assertThat(script.pool.errands()).as("seed %d", seed).isEmpty();
            for (long order = 1; order <= orders; order++) {
                assertThat(script.ends(order))
                        .as("seed %d, order %d", seed, order)
                        .hasSize(1);
            }
        }

        private void check() {
            var held = new HashMap<Long, Integer>();
            script.pool.errands().values().forEach(errand -> held.merge(errand.worker(), 1, Integer::sum));
            held.forEach((id, permits) -> {
                int capacity = Optional.ofNullable(script.pool.members().get(id))
                        .map(member -> member.worker().capacity(NOOP))
                        .orElse(0);
                assertThat(permits).as("seed %d", seed).isLessThanOrEqualTo(capacity);
            });
            long wanted = script.pool.errands().values().stream()
                    .filter(errand -> errand.order().isPresent())
                    .count();
            assertThat(script.capacity()).as("seed %d", seed).isGreaterThanOrEqualTo((int) wanted);
        }

        private AiPoolEvent next() {
            long errand = 1 + chance.nextLong(script.pool.drawn() + 1);
            return switch (chance.nextInt(14)) {
                case 0 -> join();
                case 1 -> new AiPoolEvent.WorkerLeft(1 + chance.nextLong(registrations + 1), "is gone");
                case 2 -> {
                    long id = 1 + chance.nextLong(registrations + 1);
                    yield chance.nextInt(4) == 0 ? new AiPoolEvent.WorkerDrained(new Worker("w" + id, id)) : join();
                }
                case 3, 4, 5 -> AiPoolScript.placed(++orders);
                case 6 -> new AiPoolEvent.OrderCancelled(1 + chance.nextLong(orders + 1));
                case 7 -> AiPoolScript.told(errand, news());
                case 8 -> AiPoolScript.told(errand, new AiNews.Accepted());
                case 9 -> AiPoolScript.told(errand, new AiNews.Running());
                case 10 -> new AiPoolEvent.SilenceSeen(errand);
                case 11 -> AiPoolScript.wanted(++orders);
                case 12 -> AiPoolScript.ready(1 + chance.nextLong(orders + 1));
                default -> hanging(errand);
            };
        }

        private AiPoolEvent join() {
            long id = ++registrations;
            workers.add(id);
            return AiPoolScript.joined(id, "w" + id, 1 + chance.nextInt(3));
        }

        private AiNews news() {
            return switch (chance.nextInt(3)) {
                case 0 -> new AiNews.Declined();
                case 1 -> new AiNews.Garbled("noise");
                default -> new AiNews.Ended(new AiOutcome.Finished());
            };
        }

        /** It is looked for only where nobody wants it any more. */
        private AiPoolEvent hanging(long errand) {
            return script.pool.errands().get(errand) instanceof AiErrand.Wanted
                    ? AiPoolScript.told(errand, new AiNews.Running())
                    : new AiPoolEvent.HangingSeen(errand);
        }
    }
}
