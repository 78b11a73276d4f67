package io.headrace.orchestrator.runner;

import io.headrace.trickle.ChannelName;
import io.headrace.wire.runner.ChannelDocuments;
import io.headrace.wire.runner.RunnerChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a session has outside the machine: its tab, its calls under way, its channels. Any thread. */
final class OpenSession {

    private final Runner runner;
    private final String id;
    private final SessionTab tab;
    private final RunnerChannels rooms;
    private final int mostCalls;

    /** All guarded by this. */
    private final Set<Seat> calls = new HashSet<>();

    private final Map<String, RunnerChannel> channels = new LinkedHashMap<>();
    private boolean closed;

    OpenSession(Runner runner, String id, SessionTab tab, RunnerChannels rooms, int mostCalls) {
        this.runner = runner;
        this.id = id;
        this.tab = tab;
        this.rooms = rooms;
        this.mostCalls = mostCalls;
    }

    /** As it was when the session was opened. */
    Runner runner() {
        return runner;
    }

    String id() {
        return id;
    }

    SessionTab tab() {
        return tab;
    }

    /** Empty when the session is over, or has as many calls as it may have. */
    synchronized Optional<Seat> enter() {
        if (closed || calls.size() >= mostCalls) {
            return Optional.empty();
        }
        var seat = new Seat(this::leave);
        calls.add(seat);
        return Optional.of(seat);
    }

    private synchronized void leave(Seat seat) {
        calls.remove(seat);
    }

    /** What came of a wish for channels. */
    sealed interface Making {
        record Made(List<RunnerChannel> channels) implements Making {}

        record TooMany() implements Making {}

        record BadName(String name) implements Making {}
    }

    /** One that is there already is told again. */
    synchronized Making make(List<ChannelDocuments.Wanted> wanted) {
        var made = new ArrayList<RunnerChannel>();
        for (var each : wanted) {
            var name = id + "-" + each.name();
            if (!ChannelName.isValid(name)) {
                return new Making.BadName(each.name());
            }
            if (!channels.containsKey(each.name()) && !open(each, new ChannelName(name))) {
                return new Making.TooMany();
            }
            Optional.ofNullable(channels.get(each.name())).ifPresent(made::add);
        }
        return new Making.Made(made);
    }

    private boolean open(ChannelDocuments.Wanted wanted, ChannelName name) {
        if (closed || channels.size() >= ChannelDocuments.MAX_CHANNELS || !rooms.open(name, wanted.mediaType())) {
            return false;
        }
        channels.put(wanted.name(), rooms.described(wanted.name(), name, wanted.mediaType()));
        return true;
    }

    /** @return false, and nothing has changed, when one of them is not there */
    synchronized boolean unmake(List<String> names) {
        if (!channels.keySet().containsAll(names)) {
            return false;
        }
        names.stream().distinct().map(channels::remove).forEach(this::close);
        return true;
    }

    private void close(RunnerChannel channel) {
        rooms.close(new ChannelName(channel.channel()));
    }

    /** Cuts off what is under way, and charges for what was used. Without effect the second time; blocks. */
    void close() {
        List<Seat> cut;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            cut = List.copyOf(calls);
            channels.values().forEach(this::close);
            channels.clear();
        }
        cut.forEach(Seat::cut);
        tab.close();
    }
}
