package io.headrace.transport;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * gRPC connections to peers, one for each address and kept while it is used. Certificates are not checked: nodes of the
 * network sign their own and prove who they are by Ethereum signatures. Any thread.
 *
 * <p>The deadline of a call is the caller's to set on its stub; keep-alive finds peers that died in silence.
 */
public final class GrpcChannels implements AutoCloseable {
    /** More addresses than a gateway asks; the one unused for longest is closed to make room. */
    private static final int MAX_CHANNELS = 4_096;

    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(10);

    private final int connectMs;
    private final Duration keepAlive;
    private final Duration keepAliveAnswer;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    private final LinkedHashMap<String, ManagedChannel> byAddress = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    /** @param connect within which TCP must be up */
    public GrpcChannels(Duration connect) {
        this(connect, KEEP_ALIVE, KEEP_ALIVE_ANSWER);
    }

    /**
     * For calls that stay open, whose death must be found sooner.
     *
     * @param keepAlive after so long without a byte the peer is asked whether it lives; the library asks after 10 s at
     *     the earliest
     * @param keepAliveAnswer within which it must answer
     */
    public GrpcChannels(Duration connect, Duration keepAlive, Duration keepAliveAnswer) {
        IssuerlessCertificates.accept();
        this.connectMs = Math.toIntExact(connect.toMillis());
        this.keepAlive = keepAlive;
        this.keepAliveAnswer = keepAliveAnswer;
    }

    /** @param uri {@code http} stands for a connection without TLS, anything else for TLS */
    public synchronized Channel to(URI uri) {
        if (closed) {
            throw new IllegalStateException("No channel to " + uri + ": closed");
        }
        String key = uri.getScheme() + "://" + uri.getAuthority();
        var channel = byAddress.computeIfAbsent(key, _ -> open(uri));
        if (byAddress.size() > MAX_CHANNELS) {
            byAddress.pollFirstEntry().getValue().shutdown();
        }
        return channel;
    }

    private ManagedChannel open(URI uri) {
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("A peer's address has a host and a port: " + uri);
        }
        var builder = NettyChannelBuilder.forAddress(uri.getHost(), uri.getPort())
                .executor(executor)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMs)
                .idleTimeout(IDLE.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTime(keepAlive.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(keepAliveAnswer.toSeconds(), TimeUnit.SECONDS);
        if ("http".equals(uri.getScheme())) {
            return builder.usePlaintext().build();
        }
        try {
            return builder.sslContext(GrpcSslContexts.forClient()
                            .trustManager(InsecureTrustManagerFactory.INSTANCE)
                            .build())
                    .build();
        } catch (SSLException impossible) {
            throw new IllegalStateException("TLS without checks needs nothing that could be missing", impossible);
        }
    }

    /** Gives up the calls under way. */
    @Override
    public synchronized void close() {
        closed = true;
        byAddress.values().forEach(ManagedChannel::shutdownNow);
        byAddress.clear();
    }
}
