package io.headrace.gateway.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.JobTokenCodec;
import io.headrace.wire.byoc.PaysBy;
import io.headrace.wire.byoc.SenderProof;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** {@link ContainerPeer} over HTTP (pipelines sections 5.3 and 5.5). */
public final class NetworkContainerPeer implements ContainerPeer {

    private static final String REQUESTS = "/process/request/";
    private static final int MAX_TOKEN = 65_536;
    private static final long MAX_ANSWER = 1L << 30;

    private final HttpClient client;

    public NetworkContainerPeer(HttpClient client) {
        this.client = client;
    }

    @Override
    public JobToken token(URI service, SenderProof sender, String capability, PaysBy paysBy, Duration patience)
            throws PeerException, InterruptedException {
        var headers = with(
                paysBy,
                Headers.of(SenderProof.HEADER, sender.encodeHeader()).with(JobToken.CAPABILITY_HEADER, capability));
        var limits = new HttpCall.Limits(patience, patience, MAX_TOKEN);
        var call = new HttpCall("GET", service.resolve(JobToken.PATH), headers, HttpCall.Version.NEGOTIATED, limits);
        try (var answer = client.send(call)) {
            var text = new String(answer.readAll(), UTF_8);
            if (answer.status() != 200) {
                throw new PeerException(
                        Reason.SESSION_REFUSED,
                        Sent.NOTHING,
                        service + " answered " + answer.status() + ": " + line(text));
            }
            return JobTokenCodec.decode(text);
        } catch (UnreadableException senseless) {
            throw new PeerException(
                    Reason.SESSION_REFUSED,
                    Sent.NOTHING,
                    service + " gave a token that makes no sense: " + senseless.sentence());
        } catch (IOException silent) {
            throw new PeerException(Reason.PEER_LOST, Sent.NOTHING, service + ": " + silent.getMessage(), silent);
        }
    }

    private static Headers with(PaysBy paysBy, Headers headers) {
        return paysBy.isNetworks() ? headers : headers.with(PaysBy.HEADER, paysBy.encode());
    }

    /** The first line, shortened, for people. */
    static String line(String text) {
        var first = text.strip().lines().findFirst().orElse("");
        return first.substring(0, Math.min(200, first.length()));
    }

    @Override
    public Answer process(Call call) throws PeerException, InterruptedException {
        var headers = with(
                call.paysBy(),
                call.ask().head().with(JobHeader.HEADER, call.job().encode()));
        headers = call.payment().isPresent()
                ? headers.with(
                        PaymentCodec.HEADER,
                        PaymentCodec.encodeHeader(call.payment().get()))
                : headers;
        var limits = new HttpCall.Limits(call.patience(), call.patience(), MAX_ANSWER);
        var whole = new HttpCall("POST", resource(call), headers, HttpCall.Version.NEGOTIATED, limits);
        try {
            return client.send(whole, call.ask().body().duplicate());
        } catch (TransportException failure) {
            throw failed(call.service(), failure);
        }
    }

    private static URI resource(Call call) throws PeerException {
        try {
            return call.service()
                    .resolve(new URI(null, null, REQUESTS + call.ask().path(), null).getRawPath());
        } catch (URISyntaxException noPath) {
            throw new PeerException(
                    Reason.REQUEST_REFUSED,
                    Sent.NOTHING,
                    "No path: " + call.ask().path(),
                    noPath);
        }
    }

    private static PeerException failed(URI service, TransportException failure) {
        var sentence = service + ": " + failure.getMessage();
        return switch (failure.kind()) {
            case UNREACHABLE, CANNOT_LISTEN, OVERLOADED ->
                new PeerException(Reason.PEER_LOST, Sent.NOTHING, sentence, failure);
            case HEADER_TIMEOUT, BODY_TIMEOUT, TOO_SLOW ->
                new PeerException(Reason.TIMEOUT, Sent.PERHAPS, sentence, failure);
            case BROKEN_OFF, TOO_LARGE -> new PeerException(Reason.PEER_LOST, Sent.PERHAPS, sentence, failure);
        };
    }
}
