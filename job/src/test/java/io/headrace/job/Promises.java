package io.headrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.lifecycle.Rule.Part;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.UnitState;
import io.headrace.machine.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a job promises whatever happens, checked after each step. */
final class Promises {

    private final JobLimits limits;
    private final Set<String> dispatched = new HashSet<>();
    private final Set<Long> asked = new HashSet<>();
    private final Map<Long, String> whereUnitsAre = new HashMap<>();
    private String whereJobIs = "Idle";
    private final Map<Long, List<Orchestrator>> opinions = new HashMap<>();
    private long published;
    private long skipped;

    Promises(JobLimits limits) {
        this.limits = limits;
    }

    void check(JobState from, JobEvent event, Step<JobState, JobEffect> step) {
        for (var effect : step.effects()) {
            switch (effect) {
                case JobEffect.Moved(var transition) -> continuous(transition);
                case JobEffect.Dispatch dispatch -> neverTwice(dispatch);
                case JobEffect.Publish(long seq, int attempt) ->
                    assertThat(asked.add(seq * 1_000_000 + attempt))
                            .as("published once")
                            .isTrue();
                case JobEffect.Skip(long seq, int attempt) ->
                    assertThat(asked.add(seq * 1_000_000 + attempt))
                            .as("skipped once, and not published")
                            .isTrue();
                default -> {}
            }
        }
        if (from instanceof JobState.Working before) {
            step.effects().forEach(effect -> notOnOneOpinion(before.work(), effect));
        }
        if (step.state() instanceof JobState.Working working) {
            bounded(working.work());
            inOrder(working.work());
        }
        if (step.state() instanceof JobState.SessionEstablished established) {
            withinTheSession(established);
        }
    }

    /** The node is new: what it asks its store again is no second publication, see {@link #published}. */
    void restarted() {
        asked.clear();
    }

    void published(long seq, boolean again) {
        if (!again) {
            assertThat(seq).as("order of publication").isEqualTo(published + skipped);
            published++;
        }
    }

    void skipped(long seq, boolean again) {
        if (!again) {
            assertThat(seq).as("order of publication").isEqualTo(published + skipped);
            skipped++;
        }
    }

    /** A unit is left out when two operators call it unusable, or the only willing one does so twice. */
    private void notOnOneOpinion(Work before, JobEffect effect) {
        if (!(effect instanceof JobEffect.Moved(var moved))
                || moved.orchestrator().isEmpty()) {
            return;
        }
        long seq = moved.unit().orElse(-1);
        var by = moved.orchestrator().get();
        if (moved.rule().to().equals("Left") && moved.reason() == Reason.INPUT_UNUSABLE) {
            opinions.computeIfAbsent(seq, _ -> new ArrayList<>()).add(by);
        }
        if (moved.rule().to().equals("Skipping") && moved.reason() == Reason.INPUT_UNUSABLE) {
            var heard = opinions.getOrDefault(seq, List.of());
            assertThat(heard).as("opinions about unit %d", seq).hasSizeGreaterThan(1);
            boolean agreed = heard.stream().anyMatch(other -> !other.sameOperator(by));
            assertThat(agreed || !before.othersWereWilling(by))
                    .as("a second opinion on unit %d could be had", seq)
                    .isTrue();
        }
    }

    void kept(Outcome outcome, int total) {
        switch (outcome) {
            case Outcome.Completed(long count) -> assertThat(count).isEqualTo(published);
            case Outcome.Cancelled(long count) -> assertThat(count).isLessThanOrEqualTo(published);
            case Outcome.Failed(long count, var reason, var _) -> {
                assertThat(count).isLessThanOrEqualTo(published);
                assertThat(reason.remedy()).as("%s explains a failure", reason).isNotNull();
            }
        }
        assertThat(published).isLessThanOrEqualTo(total);
    }

    private void continuous(Transition transition) {
        var rule = transition.rule();
        if (rule.part() == Part.JOB) {
            assertThat(rule.from()).as("the job continues where it was").isEqualTo(whereJobIs);
            whereJobIs = rule.to();
            return;
        }
        long seq = transition.unit().orElseThrow();
        var was = whereUnitsAre.getOrDefault(seq, "Ready");
        assertThat(was.equals("Left") ? List.of("Ready", "Left") : List.of(was)).contains(rule.from());
        whereUnitsAre.put(seq, rule.to());
    }

    private void neverTwice(JobEffect.Dispatch dispatch) {
        var name = dispatch.unit().seq() + "/" + dispatch.attempt().number();
        assertThat(dispatched.add(name)).as("attempt " + name + " is made once").isTrue();
        assertThat(dispatch.estimatedFee())
                .isEqualTo(dispatch.session().fee(dispatch.unit().quantity()));
    }

    private void bounded(Work work) {
        assertThat(work.units().size()).isLessThanOrEqualTo(limits.window());
        assertThat(work.open().size()).isLessThanOrEqualTo(limits.window() + 1);
        assertThat(work.counters().swaps()).isLessThanOrEqualTo(limits.swaps().most());
    }

    private static void inOrder(Work work) {
        assertThat(work.units().first()).isLessThanOrEqualTo(work.nextToPublish());
        for (var walk : work.units().walks()) {
            boolean behind = walk.state() instanceof UnitState.Settling || walk.state() instanceof UnitState.Done;
            assertThat(behind).isEqualTo(walk.unit().seq() < work.nextToPublish());
        }
    }

    private static void withinTheSession(JobState.SessionEstablished established) {
        long inFlight = established.work().units().atWork(established.session().number());
        assertThat(inFlight).isLessThanOrEqualTo(established.session().capacity());
    }
}
