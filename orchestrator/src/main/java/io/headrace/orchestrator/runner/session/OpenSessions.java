package io.headrace.orchestrator.runner.session;

import io.headrace.machine.Host;
import io.headrace.orchestrator.runner.payment.SessionTab;
import io.headrace.orchestrator.runner.registration.RunnerNews;
import io.headrace.orchestrator.runner.registration.SessionRelease;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.SessionEnd;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.SessionNews;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions that are open, by their ids, and the addresses that were generated for them. Any thread. */
public final class OpenSessions implements SessionRelease, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenSessions.class);

    private final Host host;
    private final RunnerNews news;
    private final SessionChannels channels;
    private final SessionLimits limits;
    private final Map<String, OpenSession> open = new ConcurrentHashMap<>();
    private final Map<String, Proxied> proxies = new ConcurrentHashMap<>();

    /**
     * Where a generated address leads.
     *
     * @param target on the runner's host
     */
    public record Proxied(OpenSession session, ResolvedUri target) {}

    public OpenSessions(Host host, RunnerNews news, SessionChannels channels, SessionLimits limits) {
        this.host = host;
        this.news = news;
        this.channels = channels;
        this.limits = limits;
    }

    /** The runner is told. Whoever opens looks afterwards whether the place is still there. */
    OpenSession open(Runner runner, String id, SessionTab tab) {
        var session = new OpenSession(runner, id, tab, channels, limits.calls());
        open.put(id, session);
        news.tell(runner, new SessionNews.Reserved(id, host.moment().now()));
        return session;
    }

    public Optional<OpenSession> find(Runner runner, String id) {
        return Optional.ofNullable(open.get(id))
                .filter(session -> session.runner().id().equals(runner.id()));
    }

    /** @return false when the session has as many as it may have */
    public boolean lead(String proxy, OpenSession session, ResolvedUri target) {
        synchronized (proxies) {
            long used = proxies.values().stream()
                    .filter(proxied -> proxied.session().equals(session))
                    .count();
            if (used >= limits.proxies() || !session.equals(open.get(session.id()))) {
                return false;
            }
            proxies.put(proxy, new Proxied(session, target));
            return true;
        }
    }

    public Optional<Proxied> proxied(String proxy) {
        return Optional.ofNullable(proxies.get(proxy));
    }

    @Override
    public void release(Runner runner, String id, SessionEnd end) {
        var session = open.remove(id);
        if (session != null) {
            LOG.debug("Session {} of live runner {} has ended: {}", id, runner.id(), end);
            synchronized (proxies) {
                proxies.values().removeIf(proxied -> proxied.session().equals(session));
            }
            news.tell(runner, new SessionNews.Released(id, host.moment().now()));
            Thread.ofVirtual().name("end of session").start(session::close);
        }
    }

    /** This node stops: all of them end. Blocks. */
    @Override
    public void close() {
        proxies.clear();
        open.values().forEach(OpenSession::close);
        open.clear();
    }
}
