package io.headrace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an owner does with a machine's steps, and with a machine that fails. */
class OwnerTest {

    private final SimulatedHost host = new SimulatedHost(1);
    private final Notes notes = new Notes();

    /** Counts up to ten; what it is told is how much to add, or what is to go wrong. */
    private static final class Counter implements Machine<Integer, String, String> {
        @Override
        public Step<Integer, String> step(Integer state, String event, Moment moment) {
            return switch (event) {
                case "fail" -> throw new IllegalStateException("a bug at " + state);
                case "break" -> throw new StackOverflowError("at " + state);
                default -> Step.to(state + Integer.parseInt(event), "say " + event, "say it again");
            };
        }

        @Override
        public boolean ended(Integer state) {
            return state >= 10;
        }
    }

    /** What the owner did, in order. */
    private static class Notes implements Owner.Surroundings<Integer, String, String> {
        final List<String> all = new ArrayList<>();

        @Override
        public void record(String id, Instant at, Integer from, String event, Step<Integer, String> step) {
            all.add("record " + from + " to " + step.state());
        }

        @Override
        public void perform(String effect, Owner<Integer, String, String> owner) {
            all.add(effect + " at " + owner.state());
        }

        @Override
        public void stopped(String id, Integer state, String event, RuntimeException bug) {
            all.add("stopped at " + state + " by " + event + ": " + bug.getMessage());
        }
    }

    private Owner<Integer, String, String> owner(Owner.Surroundings<Integer, String, String> surroundings) {
        return new Owner<>("counter", new Counter(), 0, host, 3, surroundings);
    }

    private void run() {
        host.run(1_000);
    }

    @Test
    void recordsBeforeItActsAndActsInTheNewState() {
        owner(notes).tell("2");

        run();

        assertThat(notes.all).containsExactly("record 0 to 2", "say 2 at 2", "say it again at 2");
    }

    @Test
    void actsUponNothingThatCouldNotBeRecorded() {
        var full = new Notes() {
            @Override
            public void record(String id, Instant at, Integer from, String event, Step<Integer, String> step) {
                throw new IllegalStateException("the disk is full");
            }
        };
        var owner = owner(full);

        owner.tell("2");
        run();

        assertThat(owner.state()).isZero();
        assertThat(full.all).containsExactly("stopped at 0 by 2: the disk is full");
    }

    @Test
    void standsStillAfterAStepThatFailedAndHearsNothingMore() {
        var owner = owner(notes);

        owner.tell("1");
        owner.tell("fail");
        owner.tell("5");
        run();

        assertThat(owner.state()).isEqualTo(1);
        assertThat(notes.all).last().isEqualTo("stopped at 1 by fail: a bug at 1");
        assertThat(notes.all).filteredOn(note -> note.startsWith("stopped")).hasSize(1);
    }

    /** Whoever waits for a decision would wait for ever if nobody said that there will be none. */
    @Test
    void saysSoWhenTheMachineItselfBreaks() {
        var owner = owner(notes);

        owner.tell("break");
        assertThatThrownBy(this::run).isInstanceOf(StackOverflowError.class);
        owner.tell("5");
        run();

        assertThat(owner.state()).isZero();
        assertThat(notes.all).singleElement().asString().startsWith("stopped at 0 by break: ");
    }

    @Test
    void takesNoMoreLettersWhenWhoeverIsToldOfABugFailsToo() {
        var confused = new Notes() {
            @Override
            public void stopped(String id, Integer state, String event, RuntimeException bug) {
                throw new IllegalStateException("a second bug", bug);
            }
        };
        var owner = owner(confused);

        owner.tell("fail");
        assertThatThrownBy(this::run).hasMessage("a second bug");

        for (int i = 0; i < 10; i++) {
            owner.tell("1");
        }
        assertThat(owner.offer("1"))
                .as("nobody is refused by a box that is closed")
                .isTrue();
        run();
        assertThat(confused.all).isEmpty();
    }

    @Test
    void hearsNothingAfterTheEnd() {
        var owner = owner(notes);

        owner.tell("10");
        owner.tell("1");
        run();
        owner.tell("1");
        run();

        assertThat(owner.state()).isEqualTo(10);
        assertThat(notes.all).hasSize(3);
    }

    @Test
    void refusesOutsidersWhileTooMuchWaitsAndNeverItself() {
        var owner = owner(notes);

        assertThat(List.of(owner.offer("1"), owner.offer("1"), owner.offer("1")))
                .containsOnly(true);
        assertThat(owner.offer("1")).isFalse();
        owner.tell("2");
        run();

        assertThat(owner.state()).isEqualTo(5);
        assertThat(owner.offer("1")).isTrue();
    }

    @Test
    void isToldByItsEffectsInItsOwnTime() {
        var seen = new ArrayList<Integer>();
        var echoing = new Notes() {
            @Override
            public void perform(String effect, Owner<Integer, String, String> owner) {
                seen.add(owner.state());
                if (effect.equals("say 1")) {
                    host.after(Duration.ofSeconds(1), () -> owner.tell("3"));
                    owner.tell("2");
                }
            }
        };

        owner(echoing).tell("1");
        run();

        assertThat(seen)
                .as("no step begins before all of the one before is done")
                .containsExactly(1, 1, 3, 3, 6, 6);
    }
}
