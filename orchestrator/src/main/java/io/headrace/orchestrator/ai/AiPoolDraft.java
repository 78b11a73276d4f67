package io.headrace.orchestrator.ai;

import io.headrace.admission.Worker;
import io.headrace.machine.Step;
import io.headrace.orchestrator.ai.AiPool.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The next pool while a step makes it, and the moves that steps are made of. */
final class AiPoolDraft {

    private final Duration untilHanging;
    private final TreeMap<Long, Member> members;
    private final TreeMap<Long, AiErrand> errands;
    private final List<AiPoolEffect> effects = new ArrayList<>();
    private long drawn;
    private boolean open = true;

    AiPoolDraft(AiPool pool, Duration untilHanging) {
        this.untilHanging = untilHanging;
        this.members = new TreeMap<>(pool.members());
        this.errands = new TreeMap<>(pool.errands());
        this.drawn = pool.drawn();
    }

    Step<AiPool, AiPoolEffect> step() {
        return new Step<>(pool(), effects);
    }

    private AiPool pool() {
        return new AiPool(members, errands, drawn, open);
    }

    void join(long id, AiWorker worker) {
        for (var earlier : List.copyOf(members.entrySet())) {
            if (earlier.getValue().worker().sameProcess(worker)) {
                sendAway(earlier.getKey(), "registered anew");
            }
        }
        members.put(id, new Member(worker, false));
    }

    /** One that does not say who it is cannot be meant. */
    void drain(Worker worker) {
        members.replaceAll((_, member) ->
                member.worker().caller().isOurs() && member.worker().asWorker().equals(worker)
                        ? new Member(member.worker(), true)
                        : member);
    }

    void lose(long id, String reason) {
        var lost = Optional.ofNullable(members.remove(id));
        lost.ifPresent(member -> errandsOf(id).forEach(errand -> lose(errand, member.worker(), reason)));
    }

    private List<Long> errandsOf(long id) {
        return errands.entrySet().stream()
                .filter(entry -> entry.getValue().worker() == id)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void lose(long number, AiWorker worker, String reason) {
        var sentence = "Worker " + worker.caller().name() + " " + reason;
        switch (remove(number)) {
            case AiErrand.Reserved(long order, var skill, long _) -> keep(order, skill, new AiOutcome.Failed(sentence));
            case AiErrand.Unbegun unbegun -> giveElsewhere(unbegun, new AiOutcome.Failed(sentence));
            case AiErrand.Running running -> finish(running.number(), new AiOutcome.Failed(sentence));
            case AiErrand.Ending ending -> finish(ending.number(), new AiOutcome.Finished());
            case AiErrand.Abandoned _ -> {}
        }
    }

    void reserve(long order, AiSkill skill) {
        if (keep(order, skill, new AiOutcome.NoPlace())) {
            does(new AiPoolEffect.ReportPlaced(order));
        }
    }

    /** @param otherwise how the order ends when nobody has a place */
    private boolean keep(long order, AiSkill skill, AiOutcome otherwise) {
        var chosen = choose(skill, Set.of());
        chosen.ifPresentOrElse(
                id -> errands.put(++drawn, new AiErrand.Reserved(order, skill, id)), () -> finish(order, otherwise));
        return chosen.isPresent();
    }

    /** Nothing, when the place is lost by now: that has been told. */
    void ready(long order, AiOrder asked) {
        errandOf(order, AiErrand.Reserved.class)
                .ifPresent(number -> tell(
                        number, new AiErrand.Given(order, asked, errand(number).worker(), Set.of())));
    }

    /** Whether its worker knows nothing of it. */
    boolean isOnlyKept(long number) {
        return errands.get(number) instanceof AiErrand.Reserved;
    }

    void place(long order, AiOrder asked) {
        give(order, asked, Set.of(), new AiOutcome.NoPlace());
    }

    /** @param otherwise how the order ends when nobody has a place */
    private void give(long order, AiOrder asked, Set<Long> tried, AiOutcome otherwise) {
        var chosen = choose(asked.skill(), tried);
        if (chosen.isEmpty()) {
            finish(order, otherwise);
            return;
        }
        tell(++drawn, new AiErrand.Given(order, asked, chosen.get(), tried));
    }

    private void tell(long number, AiErrand.Given given) {
        errands.put(number, given);
        does(new AiPoolEffect.Give(number, given.number(), given.worker(), worker(given.worker()), given.asked()));
        wake(given.asked().untilHeard(), new AiPoolEvent.SilenceSeen(number));
    }

    /** Rather one that has the model loaded, then the one with the most of its places free. */
    private Optional<Long> choose(AiSkill skill, Set<Long> tried) {
        var pool = pool();
        return members.entrySet().stream()
                .filter(member -> !member.getValue().leaving() && !tried.contains(member.getKey()))
                .map(Map.Entry::getKey)
                .filter(id -> pool.taken(id, skill) < worker(id).capacity(skill))
                .min(Comparator.<Long, Boolean>comparing(id -> !worker(id).isWarm(skill))
                        .thenComparingDouble(id ->
                                (double) pool.taken(id, skill) / worker(id).capacity(skill))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private void giveElsewhere(AiErrand.Unbegun unbegun, AiOutcome otherwise) {
        var tried = new HashSet<>(unbegun.tried());
        tried.add(unbegun.worker());
        give(unbegun.number(), unbegun.asked(), tried, otherwise);
    }

    /** Its worker has said nothing in time. */
    void giveElsewhere(long number) {
        if (errands.get(number) instanceof AiErrand.Given given) {
            abandon(number, given);
            giveElsewhere(
                    given,
                    new AiOutcome.Failed(
                            "Worker " + worker(given.worker()).caller().name() + " said nothing within "
                                    + given.asked().untilHeard().toMillis() + " ms"));
        }
    }

    void accepted(long number) {
        if (errands.get(number) instanceof AiErrand.Given(long order, var asked, long id, var tried)) {
            errands.put(number, new AiErrand.Accepted(order, asked, id, tried));
        }
    }

    void running(long number) {
        if (errands.get(number) instanceof AiErrand.Unbegun unbegun) {
            errands.put(number, new AiErrand.Running(unbegun.number(), unbegun.asked(), unbegun.worker()));
            does(new AiPoolEffect.ReportRunning(unbegun.number()));
        }
    }

    void declined(long number) {
        if (errands.get(number) instanceof AiErrand.Unbegun unbegun) {
            remove(number);
            giveElsewhere(unbegun, new AiOutcome.NoPlace());
        } else {
            end(number, new AiOutcome.NoPlace());
        }
    }

    void end(long number, AiOutcome outcome) {
        if (errands.containsKey(number)) {
            remove(number).order().ifPresent(order -> finish(order, outcome));
        }
    }

    void garbled(long number, String reason) {
        if (errands.get(number) instanceof AiErrand.Wanted wanted) {
            abandon(number, wanted);
            finish(
                    wanted.number(),
                    new AiOutcome.Failed("What worker "
                            + worker(wanted.worker()).caller().name() + " told makes no sense: " + reason));
        }
    }

    void cancel(long order) {
        errandOf(order, AiErrand.Reserved.class).ifPresent(number -> end(number, new AiOutcome.Finished()));
        errandOf(order, AiErrand.Wanted.class).ifPresent(number -> {
            var errand = errand(number);
            withdraw(number, errand);
            errands.put(number, new AiErrand.Ending(order, errand.skill(), errand.worker()));
        });
    }

    private Optional<Long> errandOf(long order, Class<? extends AiErrand> kind) {
        return errands.entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getValue())
                        && entry.getValue().order().equals(Optional.of(order)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private AiErrand errand(long number) {
        return Optional.ofNullable(errands.get(number)).orElseThrow();
    }

    private void abandon(long number, AiErrand errand) {
        withdraw(number, errand);
        errands.put(number, new AiErrand.Abandoned(errand.skill(), errand.worker()));
    }

    private void withdraw(long number, AiErrand errand) {
        does(new AiPoolEffect.Withdraw(number, errand.worker(), worker(errand.worker())));
        wake(patience(errand), new AiPoolEvent.HangingSeen(number));
    }

    /** Others are not told, so they go on as long as the work may take. */
    private Duration patience(AiErrand errand) {
        boolean ours = worker(errand.worker()).caller().isOurs();
        return !ours && errand instanceof AiErrand.Wanted wanted
                ? wanted.asked().untilHeard()
                : untilHanging;
    }

    void sendAwayWhoHas(long number) {
        Optional.ofNullable(errands.get(number))
                .ifPresent(errand ->
                        sendAway(errand.worker(), "did not end a task within " + untilHanging.toMillis() + " ms"));
    }

    private void sendAway(long id, String reason) {
        lose(id, reason);
        does(new AiPoolEffect.SendAway(id));
    }

    /** Nobody is there any more to give anything to. */
    void close() {
        var all = List.copyOf(members.keySet());
        members.clear();
        for (long number : List.copyOf(errands.keySet())) {
            end(number, new AiOutcome.Failed("The orchestrator is being closed"));
        }
        all.forEach(id -> does(new AiPoolEffect.SendAway(id)));
        open = false;
    }

    private AiErrand remove(long number) {
        does(new AiPoolEffect.Forget(number));
        return Optional.ofNullable(errands.remove(number)).orElseThrow();
    }

    private void finish(long order, AiOutcome outcome) {
        does(new AiPoolEffect.ReportEnd(order, outcome));
    }

    private AiWorker worker(long id) {
        return Optional.ofNullable(members.get(id)).orElseThrow().worker();
    }

    private void does(AiPoolEffect effect) {
        effects.add(effect);
    }

    private void wake(Duration after, AiPoolEvent event) {
        does(new AiPoolEffect.Wake(after, event));
    }
}
