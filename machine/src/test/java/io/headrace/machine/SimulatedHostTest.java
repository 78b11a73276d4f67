package io.headrace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The order in which things happen on virtual time. */
class SimulatedHostTest {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    /** Five boxes with three letters each, all due at once; and who drew how much chance on the way. */
    private static List<String> world(long seed, Consumer<Moment> chance) {
        var host = new SimulatedHost(seed);
        var happened = new ArrayList<String>();
        for (int box = 0; box < 5; box++) {
            int name = box;
            var mailbox = host.<Integer>mailbox("box", letter -> {
                chance.accept(host.moment());
                happened.add(name + "/" + letter);
            });
            IntStream.range(0, 3).forEach(mailbox::put);
        }
        host.run(1_000);
        return happened;
    }

    @Test
    void drawsTheOrderOfWhatIsDueAtOnceByTheSeed() {
        assertThat(world(7, _ -> {})).isEqualTo(world(7, _ -> {}));
        assertThat(LongStream.range(0, 20)
                        .mapToObj(seed -> world(seed, _ -> {}))
                        .distinct())
                .hasSizeGreaterThan(15);
    }

    @Test
    void keepsTheOrderWhenAMachineAsksForMoreChance() {
        assertThat(world(7, moment -> moment.chance().nextLong())).isEqualTo(world(7, _ -> {}));
    }

    @Test
    void handsLettersOverInTheOrderInWhichTheyWerePut() {
        for (long seed = 0; seed < 50; seed++) {
            var happened = world(seed, _ -> {});
            for (int box = 0; box < 5; box++) {
                var name = box + "/";
                assertThat(happened)
                        .filteredOn(each -> each.startsWith(name))
                        .containsExactly(name + 0, name + 1, name + 2);
            }
        }
    }

    @Test
    void timeStandsStillWhileSomethingHappensAndJumpsToTheNext() {
        var host = new SimulatedHost(1, BEGINNING);
        var times = new ArrayList<Instant>();

        host.after(Duration.ofDays(1), () -> times.add(host.moment().now()));
        host.after(Duration.ofSeconds(1), () -> {
            times.add(host.moment().now());
            host.after(Duration.ofSeconds(1), () -> times.add(host.moment().now()));
        });
        host.run(10);

        assertThat(times)
                .containsExactly(
                        BEGINNING.plusSeconds(1), BEGINNING.plusSeconds(2), BEGINNING.plus(Duration.ofDays(1)));
    }

    @Test
    void whatWasCancelledDoesNotHappen() {
        var host = new SimulatedHost(1);
        var happened = new ArrayList<String>();

        host.after(Duration.ofSeconds(1), () -> happened.add("cancelled")).cancel();
        var late = host.after(Duration.ofSeconds(1), () -> happened.add("happened"));
        host.run(10);
        late.cancel();

        assertThat(happened).containsExactly("happened");
    }

    @Test
    void aClosedBoxHandsOverWhatWasPutBeforeAndNothingMore() {
        var host = new SimulatedHost(1);
        var read = new ArrayList<String>();
        var box = host.<String>mailbox("box", read::add);

        box.put("before");
        box.close();
        box.put("after");
        host.run(10);

        assertThat(read).containsExactly("before");
    }

    @Test
    void saysSoWhenAWorldDoesNotComeToRest() {
        var host = new SimulatedHost(1);
        var again = new Runnable() {
            @Override
            public void run() {
                host.after(Duration.ofSeconds(1), this);
            }
        };
        again.run();

        assertThatThrownBy(() -> host.run(100)).hasMessageContaining("Not at rest after 100 happenings");
    }
}
