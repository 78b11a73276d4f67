package io.headrace.orchestrator.ai;

import io.headrace.machine.Moment;
import io.headrace.orchestrator.door.Caller;
import io.headrace.pipeline.ModelConstraint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** A pool to which happens what a test says, and everything that it wanted done. */
final class AiPoolScript {

    static final int LIVE = 35;
    static final Duration HEARD = Duration.ofSeconds(3);

    private final AiPoolMachine machine = new AiPoolMachine(Duration.ofSeconds(15));
    final List<AiPoolEffect> effects = new ArrayList<>();

    /** As {@link AiPoolMachine#TRANSITIONS} has them, without their causes. */
    final TreeSet<String> visited = new TreeSet<>();

    AiPool pool = AiPool.EMPTY;

    /** What was wanted for that. */
    List<AiPoolEffect> happens(AiPoolEvent... events) {
        int before = effects.size();
        for (var event : events) {
            var step = machine.step(pool, event, new Moment(Instant.EPOCH, new Random(0)));
            visit(pool.errands(), step.state().errands(), event);
            pool = step.state();
            effects.addAll(step.effects());
        }
        return List.copyOf(effects.subList(before, effects.size()));
    }

    private void visit(Map<Long, AiErrand> from, Map<Long, AiErrand> to, AiPoolEvent event) {
        var cause = event instanceof AiPoolEvent.Reported(long _, var news) ? name(news) : name(event);
        var all = new HashMap<>(from);
        all.putAll(to);
        all.keySet().forEach(errand -> {
            var before = from.containsKey(errand) ? name(from.get(errand)) : "(new)";
            var after = to.containsKey(errand) ? name(to.get(errand)) : "(ended)";
            if (!before.equals(after)) {
                visited.add(before + " " + cause + " " + after);
            }
        });
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }

    static AiPoolEvent joined(long id, String name, int capacity) {
        return joined(id, name, new ModelConstraint(true, capacity, "1.0.0", 0));
    }

    static AiPoolEvent joined(long id, String name, ModelConstraint noop) {
        return new AiPoolEvent.WorkerJoined(
                id, new AiWorker(new Caller(name, id), Map.of(new AiSkill(LIVE, "noop"), noop)));
    }

    static AiPoolEvent placed(long order) {
        return placed(order, "noop");
    }

    static AiPoolEvent placed(long order, String model) {
        return new AiPoolEvent.OrderPlaced(
                order, new AiOrder(new AiSkill(LIVE, model), "live-video-to-video", "", "{}", HEARD));
    }

    static AiPoolEvent wanted(long order) {
        return new AiPoolEvent.PlaceWanted(order, new AiSkill(LIVE, "noop"));
    }

    static AiPoolEvent ready(long order) {
        return new AiPoolEvent.OrderReady(
                order, new AiOrder(new AiSkill(LIVE, "noop"), "live-video-to-video", "", "{}", HEARD));
    }

    static AiPoolEvent told(long errand, AiNews news) {
        return new AiPoolEvent.Reported(errand, news);
    }

    static AiPoolEvent finished(long errand) {
        return told(errand, new AiNews.Ended(new AiOutcome.Finished()));
    }

    /** By errand, the registration that got it. */
    Map<Long, Long> given() {
        var given = new HashMap<Long, Long>();
        effects.forEach(effect -> {
            if (effect instanceof AiPoolEffect.Give give) {
                given.put(give.errand(), give.id());
            }
        });
        return given;
    }

    List<AiOutcome> ends(long order) {
        return effects.stream()
                .filter(AiPoolEffect.ReportEnd.class::isInstance)
                .map(AiPoolEffect.ReportEnd.class::cast)
                .filter(end -> end.order() == order)
                .map(AiPoolEffect.ReportEnd::outcome)
                .toList();
    }

    int capacity() {
        var offer = pool.offer(LIVE).get("noop");
        return offer == null ? 0 : offer.capacity();
    }
}
