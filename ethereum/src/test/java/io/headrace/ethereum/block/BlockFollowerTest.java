package io.headrace.ethereum.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.Hash256;
import io.headrace.ethereum.abi.ChainEvent;
import io.headrace.ethereum.block.BlockFollower.Effect;
import io.headrace.ethereum.block.BlockFollower.Event;
import io.headrace.ethereum.block.BlockFollower.State;
import io.headrace.ethereum.rpc.BlockHeader;
import io.headrace.machine.Moment;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockFollowerTest {

    private final BlockFollower follower = new BlockFollower();
    private final Map<Hash256, BlockHeader> known = new HashMap<>();
    private final List<LoggedEvent> logged = new ArrayList<>();
    private State state = new State.Watching(Window.EMPTY);

    @Test
    void tellsOfALoneBlockAtOnce() {
        assertThat(see(block(10, 'a', 'a'))).containsExactly("+10a");
        assertThat(see(block(11, 'a', 'a'))).containsExactly("+11a");
        assertThat(see(block(11, 'a', 'a'))).as("the same again").isEmpty();
    }

    @Test
    void tellsOfBlocksBetweenTwoLooks() {
        see(block(10, 'a', 'a'));
        block(11, 'a', 'a');
        block(12, 'a', 'a');

        assertThat(see(block(13, 'a', 'a'))).containsExactly("+11a", "+12a", "+13a");
    }

    @Test
    void takesBackNewestFirstAndThenTellsTheOtherBranch() {
        see(block(10, 'a', 'a'));
        see(block(11, 'a', 'a'));
        see(block(12, 'a', 'a'));
        block(11, 'b', 'a');

        assertThat(see(block(12, 'b', 'b'))).containsExactly("-12a", "-11a", "+11b", "+12b");
        assertThat(see(block(13, 'b', 'b'))).containsExactly("+13b");
    }

    @Test
    void followsAChainThatBecomesShorter() {
        see(block(10, 'a', 'a'));
        see(block(11, 'a', 'a'));
        see(block(12, 'a', 'a'));

        assertThat(see(block(11, 'b', 'a'))).containsExactly("-12a", "-11a", "+11b");
    }

    @Test
    void takesEverythingBackWhenNothingIsCommon() {
        see(block(10, 'a', 'a'));
        block(9, 'b', 'b');
        block(10, 'b', 'b');

        assertThat(see(block(11, 'b', 'b'))).containsExactly("-10a", "+10b", "+11b");
    }

    @Test
    void catchesUpOverAGapThatIsTooLongToWalk() {
        see(block(10, 'a', 'a'));
        for (int number = 11; number <= 200; number++) {
            block(number, 'a', 'a');
        }

        var told = see(block(201, 'a', 'a'));

        assertThat(told)
                .hasSize(1 + Window.LENGTH)
                .startsWith("~11-137", "+138a")
                .endsWith("+201a");
    }

    @Test
    void givesEachBlockItsOwnEvents() {
        see(block(10, 'a', 'a'));
        var eleven = block(11, 'a', 'a');
        logged.add(new LoggedEvent(round(4), 11, eleven.hash(), eleven.hash()));

        var changes = changes(new Event.HeadSeen(block(12, 'a', 'a')));

        assertThat(changes.get(0).events(ChainEvent.NewRound.class)).hasSize(1);
        assertThat(changes.get(1).events()).isEmpty();
    }

    @Test
    void tellsNothingWhenTheEventsAreOfABlockThatWasTakenBackMeanwhile() {
        see(block(10, 'a', 'a'));
        logged.add(new LoggedEvent(round(4), 11, hash(11, 'c'), hash(1, 'c')));

        assertThat(see(block(11, 'a', 'a'))).isEmpty();

        logged.clear();
        assertThat(see(block(11, 'a', 'a'))).as("at the next look").containsExactly("+11a");
    }

    @Test
    void beginsAgainFromTheSameWindowAfterAFailure() {
        see(block(10, 'a', 'a'));
        var lost = new BlockHeader(12, 12, hash(12, 'x'), hash(11, 'x'), Wei.ZERO);

        assertThat(see(lost)).isEmpty();

        assertThat(state).isInstanceOf(State.Watching.class);
        assertThat(see(block(11, 'a', 'a'))).containsExactly("+11a");
    }

    @Test
    void doesNotExpectAnswersToWhatItDidNotAsk() {
        assertThatThrownBy(() -> step(new Event.EventsFound(List.of()))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesARoundBackWithItsBlock() {
        var began = new LoggedEvent(round(5), 11, hash(11, 'a'), hash(1, 'a'));
        var header = block(11, 'a', 'a');
        var clock = ChainClock.at(10, new CreationRound(4, Hash256.ZERO));

        var after = clock.after(new BlockChange.Added(header, List.of(began)));
        var back = after.after(new BlockChange.Removed(header, List.of(began)));

        assertThat(after.time().lastRound().round()).isEqualTo(5);
        assertThat(after.time().block()).isEqualTo(11);
        assertThat(back.time().lastRound().round()).isEqualTo(4);
    }

    private List<String> see(BlockHeader head) {
        return changes(new Event.HeadSeen(head)).stream()
                .map(BlockFollowerTest::shown)
                .toList();
    }

    /** Plays the chain's part until nothing is asked any more. */
    private List<BlockChange> changes(Event first) {
        var changes = new ArrayList<BlockChange>();
        var events = new ArrayDeque<Event>(List.of(first));
        while (!events.isEmpty()) {
            for (var effect : step(events.remove())) {
                switch (effect) {
                    case Effect.FetchHeader(var hash) -> {
                        var header = known.get(hash);
                        events.add(header == null ? new Event.LookFailed("unknown") : new Event.HeaderFound(header));
                    }
                    case Effect.FetchEvents(var from, var to) ->
                        events.add(new Event.EventsFound(logged.stream()
                                .filter(event -> event.block() >= from && event.block() <= to)
                                .toList()));
                    case Effect.Report(var change) -> changes.add(change);
                }
            }
        }
        return changes;
    }

    private List<Effect> step(Event event) {
        var step = follower.step(state, event, new Moment(Instant.EPOCH, new Random(1)));
        state = step.state();
        return step.effects();
    }

    private BlockHeader block(long number, char branch, char parentBranch) {
        var header = new BlockHeader(number, number, hash(number, branch), hash(number - 1, parentBranch), Wei.ZERO);
        known.put(header.hash(), header);
        return header;
    }

    private static Hash256 hash(long number, char branch) {
        return Hash256.of(BigInteger.valueOf(number * 1_000 + branch));
    }

    private static ChainEvent round(long number) {
        return new ChainEvent.NewRound(new CreationRound(number, Hash256.ZERO));
    }

    private static String shown(BlockChange change) {
        return switch (change) {
            case BlockChange.Added(var header, var _) -> "+" + name(header);
            case BlockChange.Removed(var header, var _) -> "-" + name(header);
            case BlockChange.CaughtUp(var from, var to, var _) -> "~" + from + "-" + to;
        };
    }

    private static String name(BlockHeader header) {
        return header.number() + "" + (char) (header.hash().toUnsigned().longValue() - header.number() * 1_000);
    }
}
