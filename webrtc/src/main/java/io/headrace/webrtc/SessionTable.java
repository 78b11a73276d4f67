package io.headrace.webrtc;

import io.headrace.webrtc.session.Credentials;
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
    private final Map<String, Checked> byFragment = new ConcurrentHashMap<>();
    private final Map<PeerSession, Deque<String>> fragments = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, PeerSession> byAddress = new ConcurrentHashMap<>();
    private final Map<PeerSession, Deque<InetSocketAddress>> addresses = new ConcurrentHashMap<>();

    /** Whom a check is for, and what it must prove to know. */
    record Checked(PeerSession session, String password) {}

    /** Before a restart of ICE has been checked, checks of what was before keep the session alive. */
    private static final int CREDENTIALS = 2;

    SessionTable(WebRtcLimits limits) {
        this.limits = limits;
    }

    /** False when there is no place for it. */
    synchronized boolean add(PeerSession session) {
        if (!hasPlace()) {
            return false;
        }
        byResource.put(session.credentials().resource(), session);
        Deque<String> names = new ArrayDeque<>();
        fragments.put(session, names);
        name(session, names);
        addresses.put(session, new ArrayDeque<>());
        return true;
    }

    private void name(PeerSession session, Deque<String> known) {
        var credentials = session.credentials();
        byFragment.put(credentials.fragment(), new Checked(session, credentials.password()));
        known.addLast(credentials.fragment());
        if (known.size() > CREDENTIALS) {
            byFragment.remove(known.removeFirst());
        }
    }

    /** The session's checks have other names from now on; those of before hold until the next restart. False when it is over. */
    synchronized boolean restart(PeerSession session, Credentials fresh, String clientFragment) {
        var names = fragments.get(session);
        if (names == null) {
            return false;
        }
        session.restart(fresh, clientFragment);
        name(session, names);
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
        var names = fragments.remove(session);
        if (names != null) {
            names.forEach(byFragment::remove);
        }
        var known = addresses.remove(session);
        if (known != null) {
            known.forEach(address -> byAddress.remove(address, session));
        }
    }

    Optional<PeerSession> ofResource(String resource) {
        return Optional.ofNullable(byResource.get(resource));
    }

    Optional<Checked> ofFragment(String fragment) {
        return Optional.ofNullable(byFragment.get(fragment));
    }

    Optional<PeerSession> ofAddress(InetSocketAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    Collection<PeerSession> all() {
        return byResource.values();
    }
}
