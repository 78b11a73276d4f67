package io.headrace.webrtc;

import io.headrace.webrtc.session.PeerSession;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions, found by what names them: in URLs, in connectivity checks, and by the addresses from which authenticated
 * checks came. Safe for threads.
 */
final class SessionTable {

    private final WebRtcLimits limits;
    private final Map<String, PeerSession> byResource = new ConcurrentHashMap<>();
    private final Map<String, PeerSession> byFragment = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, PeerSession> byAddress = new ConcurrentHashMap<>();
    private final Map<PeerSession, Deque<InetSocketAddress>> addresses = new ConcurrentHashMap<>();

    SessionTable(WebRtcLimits limits) {
        this.limits = limits;
    }

    /** False when there is no place for it. */
    synchronized boolean add(PeerSession session) {
        if (!hasPlace()) {
            return false;
        }
        byResource.put(session.credentials().resource(), session);
        byFragment.put(session.credentials().fragment(), session);
        addresses.put(session, new ArrayDeque<>());
        return true;
    }

    /** Whether one more session may begin. */
    boolean hasPlace() {
        long establishing = byResource.values().stream()
                .filter(session -> !session.established())
                .count();
        return byResource.size() < limits.sessions() && establishing < limits.establishing();
    }

    /** From now on that address is the session's; when it has too many, its oldest is not any more. */
    synchronized void reachedFrom(InetSocketAddress address, PeerSession session) {
        var known = addresses.get(session);
        if (known == null) {
            return;
        }
        byAddress.put(address, session);
        known.remove(address);
        known.addLast(address);
        if (known.size() > limits.session().addresses()) {
            byAddress.remove(known.removeFirst(), session);
        }
    }

    synchronized void remove(PeerSession session) {
        byResource.remove(session.credentials().resource());
        byFragment.remove(session.credentials().fragment());
        var known = addresses.remove(session);
        if (known != null) {
            known.forEach(address -> byAddress.remove(address, session));
        }
    }

    Optional<PeerSession> ofResource(String resource) {
        return Optional.ofNullable(byResource.get(resource));
    }

    Optional<PeerSession> ofFragment(String fragment) {
        return Optional.ofNullable(byFragment.get(fragment));
    }

    Optional<PeerSession> ofAddress(InetSocketAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    Collection<PeerSession> all() {
        return byResource.values();
    }
}
