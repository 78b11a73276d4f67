package io.headrace.gateway.peer;

import io.headrace.gateway.peer.OrchestratorPeer.LiveCall;
import io.headrace.gateway.peer.OrchestratorPeer.PaymentCall;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Payment;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.wire.Decoded;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionAnswerCodec;
import io.headrace.wire.realtime.SessionChannels;
import io.headrace.wire.realtime.SessionRequestCodec;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What is said over HTTP about live sessions: their start and their payments. Blocks its virtual thread. */
final class LiveCalls {

    /** What marks a gateway that speaks this protocol (wire protocol section 7). */
    private static final String PROTOCOL = "Livepeer-AI-Worker-1.0";

    /** A runner that has to be started first takes some seconds to take the session. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(15);

    /** Two tries fit into what is paid ahead when a payment is due. */
    private static final Duration PAYMENT_PATIENCE = Duration.ofMillis(1_500);

    private static final int MAX_ANSWER = 1 << 20;

    private final HttpClient http;
    private final ChannelRules rules;

    /** @param rules where channels may be */
    LiveCalls(HttpClient http, ChannelRules rules) {
        this.http = http;
        this.rules = rules;
    }

    SessionAnswer start(LiveCall call) throws PeerException {
        var body = SessionRequestCodec.encode(call.request()).getBytes(StandardCharsets.UTF_8);
        var headers =
                headers("application/json", call.credential(), call.payment()).with("Authorization", PROTOCOL);
        var answer = post(NetworkPeer.path(call.service(), SessionRequestCodec.PATH), headers, body, START_PATIENCE);
        try {
            var started = SessionAnswerCodec.decode(new String(answer, StandardCharsets.UTF_8));
            return new SessionAnswer(started.manifestId(), completed(call.service(), started.channels()));
        } catch (UnreadableException senseless) {
            throw new PeerException(
                    Reason.SESSION_REFUSED,
                    Sent.PERHAPS,
                    call.service() + " started a session with an answer that makes no sense: " + senseless.getMessage(),
                    senseless);
        }
    }

    Optional<OrchestratorInfo> pay(PaymentCall call) throws PeerException {
        var headers = headers("application/octet-stream", call.credential(), Optional.of(call.payment()));
        var answer = post(NetworkPeer.path(call.service(), "/payment"), headers, new byte[0], PAYMENT_PATIENCE);
        return switch (PaymentResultCodec.decode(answer)) {
            case Decoded.Value<Optional<OrchestratorInfo>>(var info) -> info;
            case Decoded.Refused<Optional<OrchestratorInfo>>(var refusal) ->
                throw new PeerException(
                        Reason.TICKET_REFUSED,
                        Sent.PERHAPS,
                        call.service() + " answered a payment with what makes no sense: " + refusal.text());
        };
    }

    private static Headers headers(String type, SegmentCredential credential, Optional<Payment> payment) {
        return Headers.contentType(type)
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(credential))
                .with(
                        PaymentCodec.HEADER,
                        payment.map(PaymentCodec::encodeHeader).orElse(""));
    }

    private byte[] post(URI uri, Headers headers, byte[] body, Duration patience) throws PeerException {
        var limits = new HttpCall.Limits(patience, patience, MAX_ANSWER);
        try (var answer = http.send(HttpCall.post(uri, headers, limits), ByteBuffer.wrap(body))) {
            var bytes = answer.readAll();
            if (answer.status() == 200) {
                return bytes;
            }
            var text = new String(bytes, StandardCharsets.UTF_8).strip();
            throw new PeerException(
                    Reasons.ofLive(answer.status(), text),
                    Sent.PERHAPS,
                    uri + " refused with " + answer.status() + " \"" + text + "\"");
        } catch (TransportException failed) {
            throw new PeerException(
                    NetworkPeer.reason(failed), NetworkPeer.sent(failed), uri + ": " + failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new PeerException(Reason.PEER_LOST, Sent.PERHAPS, uri + ": " + failed.getMessage(), failed);
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
            throw new PeerException(Reason.TIMEOUT, Sent.PERHAPS, uri + " was given up");
        }
    }

    private SessionChannels completed(URI service, SessionChannels channels) throws PeerException {
        var own = channels.own().isPresent()
                ? Optional.of(completed(service, channels.own().get()))
                : Optional.<SessionChannels.Own>empty();
        return new SessionChannels(
                rules.at(service, channels.input()),
                rules.at(service, channels.output()),
                rules.at(service, channels.control()),
                rules.at(service, channels.events()),
                own);
    }

    private SessionChannels.Own completed(URI service, SessionChannels.Own own) throws PeerException {
        return new SessionChannels.Own(
                rules.at(service, own.soundInput()),
                rules.at(service, own.soundOutput()),
                rules.at(service, own.trace()));
    }
}
