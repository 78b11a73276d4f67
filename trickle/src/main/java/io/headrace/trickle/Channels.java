package io.headrace.trickle;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The channels of one server, by name. Any thread.
 *
 * <p>It has no clock and starts no thread: whoever owns it calls {@link #tick} about once a second, and everything that
 * is due then happens.
 */
public final class Channels implements AutoCloseable {
    private final TrickleLimits limits;
    private final Ticker ticker;
    private final Changes changes;
    private final ByteBudget held;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ChannelName, Channel> byName = new ConcurrentHashMap<>();
    private final Set<Channel> endedInUse = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private Channels(TrickleLimits limits, Ticker ticker, boolean announcing) {
        this.limits = limits;
        this.ticker = ticker;
        this.held = new ByteBudget(limits.heldBytes());
        this.changes = announcing
                ? new ChangeFeed(newChannel(ChangeFeed.NAME, "application/json", new Access.KnowsName()))
                : Changes.UNTOLD;
    }

    public static Channels silent(TrickleLimits limits, Ticker ticker) {
        return new Channels(limits, ticker, false);
    }

    /** With a channel {@code _changes} that tells which channels come and go (protocol section 1.7). */
    public static Channels announcing(TrickleLimits limits, Ticker ticker) {
        return new Channels(limits, ticker, true);
    }

    public Creation create(ChannelName name, String mediaType) {
        return create(name, mediaType, new Access.KnowsName());
    }

    /** @param mediaType what subscribers are told; may be empty */
    public Creation create(ChannelName name, String mediaType, Access access) {
        lock.lock();
        try {
            var existing = find(name);
            if (existing.isPresent()) {
                return new Creation.Existed(existing.get());
            }
            if (closed || byName.size() >= limits.channels()) {
                return new Creation.TooManyChannels(limits.channels());
            }
            var channel = newChannel(name, mediaType, access);
            changes.added(name);
            return new Creation.Created(channel);
        } finally {
            lock.unlock();
        }
    }

    private Channel newChannel(ChannelName name, String mediaType, Access access) {
        var channel = new Channel(name, mediaType, access, limits, ticker, held);
        byName.put(name, channel);
        return channel;
    }

    public Optional<Channel> find(ChannelName name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<Channel> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Ends a channel and forgets its name, which may be used again.
     *
     * @return false when there is none
     */
    public boolean remove(ChannelName name) {
        lock.lock();
        try {
            var channel = byName.remove(name);
            if (channel == null) {
                return false;
            }
            end(channel);
            changes.removed(name);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void end(Channel channel) {
        channel.end();
        if (channel.isUsed()) {
            endedInUse.add(channel);
        }
    }

    /** Does what is due: idle channels are removed, silent publishers told or given up, readers given up. */
    public void tick() {
        long now = ticker.nanos();
        for (var channel : all()) {
            channel.tick(now);
            if (channel.isIdle(now)) {
                remove(channel.name());
            }
        }
        endedInUse.forEach(channel -> channel.tick(now));
        endedInUse.removeIf(channel -> !channel.isUsed());
    }

    /** What all segments take together, those that are read after their channel ended included. */
    public long heldBytes() {
        return held.taken();
    }

    /** Ends all channels; their removal is not announced. No new ones are created. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            byName.values().forEach(this::end);
            byName.clear();
        } finally {
            lock.unlock();
        }
    }
}
