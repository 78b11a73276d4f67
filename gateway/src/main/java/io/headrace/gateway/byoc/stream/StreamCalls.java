package io.headrace.gateway.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.byoc.JobSigning;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Payment;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.StreamChannels;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said to orchestrators of one stream (pipelines section 5.6). Blocks its virtual thread. */
record StreamCalls(StreamAsk ask, HttpClient client, JobSigning signing, StreamTimes times) {

    private static final Logger LOG = LoggerFactory.getLogger(StreamCalls.class);

    private static final int MAX_ANSWER = 1 << 20;

    /** @param body for one reader */
    record Said(int status, Headers headers, ByteBuffer body) {

        boolean isRefusal() {
            return status >= 400;
        }

        /** The first line, shortened, for people. */
        String line() {
            var first =
                    UTF_8.decode(body.duplicate()).toString().strip().lines().findFirst();
            return first.map(line -> line.substring(0, Math.min(200, line.length())))
                    .orElse("");
        }
    }

    /** Asks it to begin. */
    Said start(URI service, Optional<Payment> payment) throws PeerException, InterruptedException {
        var body = ask.body();
        return post(service, StreamChannels.START_PATH, ask.start(times.ahead()), payment, body, times.start());
    }

    /** Passes parameters on to the application. */
    Said update(URI service, ByteBuffer parameters) throws PeerException, InterruptedException {
        return tell(service, StreamChannels.UPDATE_PATH, Optional.empty(), parameters.duplicate());
    }

    Said pay(URI service, Optional<Payment> payment) throws PeerException, InterruptedException {
        return tell(service, StreamChannels.PAYMENT_PATH, payment, ByteBuffer.allocate(0));
    }

    /**
     * Ends it, where it can still be reached.
     *
     * @param words for the application
     */
    void stop(URI service, String words) throws InterruptedException {
        try {
            tell(service, StreamChannels.STOP_PATH, Optional.empty(), ByteBuffer.wrap(words.getBytes(UTF_8)));
        } catch (PeerException gone) {
            LOG.debug("{} is not told that stream {} is over: {}", service, ask.id(), gone.getMessage());
        }
    }

    private Said tell(URI service, String path, Optional<Payment> payment, ByteBuffer body)
            throws PeerException, InterruptedException {
        return post(service, path, ask.about(times.ahead()), payment, body, times.call());
    }

    private Said post(
            URI service, String path, JobHeader job, Optional<Payment> payment, ByteBuffer body, Duration patience)
            throws PeerException, InterruptedException {
        var headers = Headers.of(
                        JobHeader.HEADER, signing.sign(job, body.duplicate()).encode())
                .with("Content-Type", "application/json");
        if (payment.isPresent()) {
            headers = headers.with(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment.get()));
        }
        var limits = new HttpCall.Limits(patience, patience, MAX_ANSWER);
        var call = new HttpCall("POST", service.resolve(path), headers, HttpCall.Version.NEGOTIATED, limits);
        try (var answer = client.send(call, body.duplicate())) {
            return new Said(answer.status(), answer.headers(), ByteBuffer.wrap(answer.readAll()));
        } catch (TransportException failure) {
            throw new PeerException(Reason.PEER_LOST, sent(failure), service + ": " + failure.getMessage(), failure);
        } catch (IOException brokenOff) {
            throw new PeerException(Reason.PEER_LOST, Sent.PERHAPS, service + ": " + brokenOff.getMessage(), brokenOff);
        }
    }

    private static Sent sent(TransportException failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, CANNOT_LISTEN, OVERLOADED -> Sent.NOTHING;
            case HEADER_TIMEOUT, BODY_TIMEOUT, TOO_SLOW, BROKEN_OFF, TOO_LARGE -> Sent.PERHAPS;
        };
    }
}
