package io.headrace.gateway.realtime;

import io.headrace.machine.Host;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.wire.realtime.LiveBody;
import io.headrace.wire.realtime.LiveHeartbeat;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application every five seconds which streams run, and ends those that it no longer wants (real-time reference
 * section 3.2). One that cannot be reached is asked again the next time.
 */
public final class LiveBeat implements AutoCloseable {

    static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(LiveBeat.class);

    private final HttpCall call;
    private final HttpClient client;
    private final RealtimeStreams streams;
    private final Host host;
    private final Executor asking;
    private volatile boolean closed;

    private LiveBeat(HttpCall call, HttpClient client, RealtimeStreams streams, Host host, Executor asking) {
        this.call = call;
        this.client = client;
        this.streams = streams;
        this.host = host;
        this.asking = asking;
    }

    /**
     * @param headers besides the type of the body
     * @param asking where requests may wait for their answer
     */
    public static LiveBeat start(
            URI address, Headers headers, HttpClient client, RealtimeStreams streams, Host host, Executor asking) {
        var limits = new HttpCall.Limits(PERIOD, PERIOD, LiveBody.MAX_BYTES);
        var call = HttpCall.post(address, headers.with("Content-Type", LiveHeartbeat.MEDIA_TYPE), limits);
        var beat = new LiveBeat(call, client, streams, host, asking);
        beat.again();
        return beat;
    }

    private void again() {
        if (!closed) {
            host.after(PERIOD, () -> asking.execute(this::beat));
        }
    }

    private void beat() {
        try {
            var running =
                    streams.all().stream().filter(stream -> !stream.over()).toList();
            if (!closed && !running.isEmpty()) {
                told(running).forEach(id -> end(id, running));
            }
        } finally {
            again();
        }
    }

    private List<String> told(List<RealtimeStream> running) {
        var ids = running.stream().map(stream -> stream.order().streamId()).toList();
        try (var answer = client.send(call, ByteBuffer.wrap(new LiveHeartbeat(ids).body()))) {
            if (answer.status() / 100 != 2) {
                LOG.warn("The heartbeat of {} streams is answered with {}", ids.size(), answer.status());
                return List.of();
            }
            return LiveHeartbeat.terminated(answer.readAll());
        } catch (TransportException failed) {
            LOG.warn("The heartbeat of {} streams is not heard: {}", ids.size(), failed.getMessage());
        } catch (UnreadableException senseless) {
            LOG.warn("The answer to the heartbeat makes no sense: {}", senseless.sentence());
        } catch (IOException failed) {
            LOG.warn("The answer to the heartbeat cannot be read: {}", failed.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private static void end(String id, List<RealtimeStream> running) {
        running.stream().filter(stream -> stream.order().streamId().equals(id)).forEach(stream -> {
            LOG.info(
                    "Stream {} is ended by the application: {}",
                    stream.order().name(),
                    LiveHeartbeat.CREDIT_EXHAUSTION);
            stream.stop();
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
