package io.headrace.ethereum.block;

import io.headrace.crypto.Hash256;
import io.headrace.ethereum.rpc.BlockHeader;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the head of a chain. Every new head is reported at once, a lone one too; between two looks the parents of the
 * new head are walked back until a known block, so that nothing is missed and what was taken back is said.
 *
 * <pre>
 *   from        event                                              to
 *   Watching    HeadSeen, the first or a child of the tip          Collecting
 *   Watching    HeadSeen, of any other unknown block               Linking
 *   Watching    HeadSeen, of a known block                         Watching
 *   Linking     HeaderFound, unknown and its parent needed         Linking
 *   Linking     HeaderFound, known or below all that is known      Collecting
 *   Linking     HeaderFound, as many as are followed               Collecting, and all between is caught up with
 *   Collecting  EventsFound, of the blocks that were walked        Watching, all reported
 *   Collecting  EventsFound, of other blocks: taken back meanwhile Watching, nothing reported
 *   any         LookFailed                                         Watching, nothing reported
 * </pre>
 *
 * <p>Nothing is reported before its events are there, so a failure at any point costs one look: the next begins from
 * the same window. It never ends.
 */
final class BlockFollower implements Machine<BlockFollower.State, BlockFollower.Event, BlockFollower.Effect> {

    sealed interface State {
        /** What has been reported. */
        Window window();

        record Watching(Window window) implements State {}

        /** @param branch the new head and its parents, newest first */
        record Linking(Window window, List<BlockHeader> branch) implements State {}

        /**
         * @param common where in the window the branch begins; -1 for nowhere
         * @param branch oldest first
         * @param fromBlock the first block whose events are wanted; before the branch's first when a gap is caught up
         */
        record Collecting(Window window, int common, List<BlockHeader> branch, long fromBlock) implements State {}
    }

    sealed interface Event {
        record HeadSeen(BlockHeader header) implements Event {}

        record HeaderFound(BlockHeader header) implements Event {}

        /** In the order of the chain. */
        record EventsFound(List<LoggedEvent> events) implements Event {}

        /** The chain could not be asked, or does not know a block any more that it told of. */
        record LookFailed(String what) implements Event {}
    }

    sealed interface Effect {
        record FetchHeader(Hash256 hash) implements Effect {}

        record FetchEvents(long fromBlock, long toBlock) implements Effect {}

        record Report(BlockChange change) implements Effect {}
    }

    @Override
    public boolean ended(State state) {
        return false;
    }

    @Override
    public Step<State, Effect> step(State state, Event event, Moment moment) {
        return switch (event) {
            case Event.LookFailed _ -> Step.to(new State.Watching(state.window()));
            case Event.HeadSeen(var head) when state instanceof State.Watching(var window) -> look(window, head);
            case Event.HeaderFound(var header) when state instanceof State.Linking linking -> link(linking, header);
            case Event.EventsFound(var events)
            when state instanceof State.Collecting collecting -> report(collecting, events);
            case Event.HeadSeen _, Event.HeaderFound _, Event.EventsFound _ ->
                throw new IllegalStateException("A block follower that is " + state + " does not expect " + event);
        };
    }

    private static Step<State, Effect> look(Window window, BlockHeader head) {
        if (window.isEmpty()) {
            return collect(window, -1, List.of(head), head.number());
        }
        if (head.isChildOf(window.tip())) {
            return collect(window, window.blocks().size() - 1, List.of(head), head.number());
        }
        if (window.indexOf(head.hash()) >= 0) {
            return Step.to(new State.Watching(window));
        }
        return Step.to(new State.Linking(window, List.of(head)), new Effect.FetchHeader(head.parent()));
    }

    private static Step<State, Effect> link(State.Linking linking, BlockHeader header) {
        var window = linking.window();
        var oldest = linking.branch().getLast();
        if (!oldest.isChildOf(header) || header.number() != oldest.number() - 1) {
            return Step.to(new State.Watching(window));
        }
        int common = window.indexOf(header.hash());
        if (common >= 0) {
            return collect(window, common, linking.branch().reversed(), oldest.number());
        }
        if (header.number() < window.oldest()) {
            return collect(window, -1, linking.branch().reversed(), oldest.number());
        }
        var branch = new ArrayList<>(linking.branch());
        branch.add(header);
        if (branch.size() < Window.LENGTH) {
            return Step.to(new State.Linking(window, List.copyOf(branch)), new Effect.FetchHeader(header.parent()));
        }
        return catchUp(window, branch.reversed());
    }

    /** As many headers as are kept are new: when they lie above the tip, what is between is asked for by number. */
    private static Step<State, Effect> catchUp(Window window, List<BlockHeader> branch) {
        long first = branch.getFirst().number();
        long tip = window.tip().number();
        return first > tip
                ? collect(window, window.blocks().size() - 1, branch, tip + 1)
                : collect(window, -1, branch, first);
    }

    private static Step<State, Effect> collect(Window window, int common, List<BlockHeader> branch, long fromBlock) {
        return Step.to(
                new State.Collecting(window, common, List.copyOf(branch), fromBlock),
                new Effect.FetchEvents(fromBlock, branch.getLast().number()));
    }

    private static Step<State, Effect> report(State.Collecting collecting, List<LoggedEvent> events) {
        var branch = collecting.branch();
        long first = branch.getFirst().number();
        if (!events.stream().filter(event -> event.block() >= first).allMatch(event -> stands(event, branch))) {
            return Step.to(new State.Watching(collecting.window()));
        }
        var added = branch.stream()
                .map(header -> new BlockChange.Added(header, of(events, header.number(), header.number())))
                .toList();
        var effects = new ArrayList<Effect>();
        collecting.window().above(collecting.common()).forEach(removed -> effects.add(new Effect.Report(removed)));
        if (collecting.fromBlock() < first) {
            effects.add(new Effect.Report(new BlockChange.CaughtUp(
                    collecting.fromBlock(), first - 1, of(events, collecting.fromBlock(), first - 1))));
        }
        added.forEach(block -> effects.add(new Effect.Report(block)));
        return new Step<>(new State.Watching(next(collecting, added)), effects);
    }

    /** Over a gap the blocks do not hang together, so the window begins anew. */
    private static Window next(State.Collecting collecting, List<BlockChange.Added> added) {
        boolean gap = collecting.fromBlock() < added.getFirst().header().number();
        return (gap ? Window.EMPTY : collecting.window().upTo(collecting.common())).plus(added);
    }

    private static boolean stands(LoggedEvent event, List<BlockHeader> branch) {
        long index = event.block() - branch.getFirst().number();
        return index < branch.size() && branch.get((int) index).hash().equals(event.blockHash());
    }

    private static List<LoggedEvent> of(List<LoggedEvent> events, long from, long to) {
        return events.stream()
                .filter(event -> event.block() >= from && event.block() <= to)
                .toList();
    }
}
