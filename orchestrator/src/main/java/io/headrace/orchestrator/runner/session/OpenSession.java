package io.headrace.orchestrator.runner.session;

import io.headrace.orchestrator.runner.payment.SessionTab;
import io.headrace.orchestrator.runner.registry.Runner;
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
public final class OpenSession {

    private final Runner runner;
    private final String id;
    private final SessionTab tab;
    private final SessionChannels rooms;
    private final int mostCalls;

    /** All guarded by this. */
    private final Set<Seat> calls = new HashSet<>();

    private final Map<String, RunnerChannel> channels = new LinkedHashMap<>();
    private boolean closed;

    OpenSession(Runner runner, String id, SessionTab tab, SessionChannels rooms, int mostCalls) {
        this.runner = runner;
        this.id = id;
        this.tab = tab;
        this.rooms = rooms;
        this.mostCalls = mostCalls;
    }

    /** As it was when the session was opened. */
    public Runner runner() {
        return runner;
    }

    public String id() {
        return id;
    }

    public SessionTab tab() {
        return tab;
    }

    /** Calls that may be under way in it at once. */
    public int mostCalls() {
        return mostCalls;
    }

    /** Empty when the session is over, or has as many calls as it may have. */
    public synchronized Optional<Seat> enter() {
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
    public sealed interface Making {
        record Made(List<RunnerChannel> channels) implements Making {}

        record TooMany() implements Making {}

        record BadName(String name) implements Making {}
    }

    /** One that is there already is told again. */
    public synchronized Making make(List<ChannelDocuments.Wanted> wanted) {
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
    public synchronized boolean unmake(List<String> names) {
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
