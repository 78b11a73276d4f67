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
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** What is said to orchestrators of streams (pipelines section 5.6). Blocks its virtual thread. */
record StreamCalls(HttpClient client, JobSigning signing) {

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

    Said post(URI service, String path, JobHeader job, Optional<Payment> payment, ByteBuffer body, Duration patience)
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
