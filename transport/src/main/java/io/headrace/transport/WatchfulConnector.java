package io.headrace.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the system ask silent peers whether their machine still answers: some connections stay open for hours without a
 * byte from the peer, a worker's registration for one, and whoever waits for a dead peer must learn of it in seconds.
 */
final class WatchfulConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(WatchfulConnector.class);
    private static final int SILENCE_SECONDS = 5;
    private static final int PAUSE_SECONDS = 2;
    private static final int QUESTIONS = 3;

    WatchfulConnector(Server server, ConnectionFactory[] protocols) {
        super(server, 1, 1, protocols);
    }

    @Override
    protected void configure(Socket socket) {
        super.configure(socket);
        try {
            socket.setKeepAlive(true);
            ask(socket, ExtendedSocketOptions.TCP_KEEPIDLE, SILENCE_SECONDS);
            ask(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, PAUSE_SECONDS);
            ask(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, QUESTIONS);
        } catch (IOException closed) {
            LOG.debug("A connection ended before it could be configured", closed);
        }
    }

    /** Systems without that option ask at their own pace. */
    private static void ask(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }
}
