package io.headrace.gateway.realtime.auth;

import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.wire.realtime.LiveAuthAnswer;
import io.headrace.wire.realtime.LiveAuthRequest;
import io.headrace.wire.realtime.LiveBody;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * An application decides who publishes, and may say what is made of the stream (real-time reference section 3.1). Whatever
 * keeps it from saying yes within three seconds is a no. It is not asked about those who steer and watch: they are admitted as
 * without it.
 */
public final class LiveWebhookAuthorization implements RealtimeAuthorization {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_REASON = 200;
    private static final String STREAMS = "/live/video-to-video/";

    private final LiveWebhook webhook;
    private final HttpCall call;
    private final HttpClient client;
    private final RealtimeAuthorization visits;
    private final RealtimeOrders orders;

    /** @param visits admits those who do not publish */
    public LiveWebhookAuthorization(
            LiveWebhook webhook, HttpClient client, RealtimeAuthorization visits, RealtimeConfig defaults) {
        this.webhook = webhook;
        this.call = HttpCall.post(
                webhook.address(), webhook.headers(), new HttpCall.Limits(PATIENCE, PATIENCE, LiveBody.MAX_BYTES));
        this.client = client;
        this.visits = visits;
        this.orders = new RealtimeOrders(defaults);
    }

    @Override
    public Verdict authorize(RealtimeAsk ask) throws InterruptedException {
        try (var answer = client.send(call, ByteBuffer.wrap(request(ask).body()))) {
            return switch (LiveAuthAnswer.read(answer.status(), answer.readAll())) {
                case LiveAuthAnswer.Allowed(var options) -> orders.verdict(ask, ask.stream(), options);
                case LiveAuthAnswer.Denied(var reason) -> new Denied("the webhook says: " + line(reason));
            };
        } catch (InterruptedIOException interrupted) {
            throw new InterruptedException(interrupted.getMessage());
        } catch (TransportException failed) {
            return new Denied("the webhook could not be asked: " + failed.getMessage());
        } catch (IOException failed) {
            return new Denied("the webhook's answer could not be read: " + failed.getMessage());
        }
    }

    private LiveAuthRequest request(RealtimeAsk ask) {
        var stream = STREAMS + ask.stream();
        return new LiveAuthRequest(
                ask.stream(),
                switch (ask.via()) {
                    case RTMP, WEBHOOK -> LiveAuthRequest.Source.RTMP;
                    case WEBHOOK_WHIP -> LiveAuthRequest.Source.WHIP;
                    case WHIP, VISIT -> LiveAuthRequest.Source.OWN_WHIP;
                },
                ask.queryText(),
                webhook.gatewayHost(),
                new LiveAuthRequest.Addresses(
                        webhook.url(stream + "-out/whep"),
                        webhook.url(stream + "/status"),
                        webhook.url(stream + "/update")));
    }

    @Override
    public boolean admits(RealtimeAsk visit) throws InterruptedException {
        return visits.admits(visit);
    }

    /** A stranger's text, fit for a log. */
    private static String line(String text) {
        var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + " ..." : line;
    }
}
