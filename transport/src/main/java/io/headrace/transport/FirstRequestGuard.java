package io.headrace.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection that has not brought its first request in time, however busily it sends single bytes of it. The
 * idle time alone would let such a peer hold connections for ever.
 */
final class FirstRequestGuard implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration patience;

    FirstRequestGuard(Scheduler scheduler, Duration patience) {
        this.scheduler = scheduler;
        this.patience = patience;
    }

    @Override
    public void onOpened(Connection connection) {
        // What runs within TLS has a connection of its own, which opens before the handshake.
        if (!(connection instanceof SslConnection)) {
            scheduler.schedule(() -> closeIfSilent(connection), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void closeIfSilent(Connection connection) {
        var endPoint = connection.getEndPoint();
        if (connection.equals(endPoint.getConnection()) && connection.getMessagesIn() <= 0) {
            endPoint.close(new TimeoutException("No request within " + patience));
        }
    }
}
