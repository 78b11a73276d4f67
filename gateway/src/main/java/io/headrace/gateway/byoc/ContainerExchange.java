package io.headrace.gateway.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.SecretSource;
import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Payment;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.BalanceEvent;
import io.headrace.wire.byoc.FreshProof;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobRefusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One job sent to one orchestrator, with its payment, and what came back. Blocks its virtual thread; an interrupt gives the
 * exchange up.
 */
final class ContainerExchange {

    private static final Duration PATIENCE_WITH_PURSE = Duration.ofSeconds(8);

    /** How much longer than the container's own time an orchestrator is waited for, as existing gateways do. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration PROOF_LASTS = Duration.ofMinutes(1);
    private static final int NONCE_BYTES = 16;
    private static final List<String> TOLD = List.of("Content-Type", BalanceEvent.HEADER, "X-Metadata");
    private static final String ORCHESTRATOR = "X-Orchestrator-Url";

    private final ContainerFlight flight;
    private final RunContext context;
    private final ContainerPeer peer;
    private final ByocConfig config;
    private final SecretSource secrets;

    ContainerExchange(
            ContainerFlight flight, RunContext context, ContainerPeer peer, ByocConfig config, SecretSource secrets) {
        this.flight = flight;
        this.context = context;
        this.peer = peer;
        this.config = config;
        this.secrets = secrets;
    }

    /** How it ended. */
    sealed interface Result {
        /** The container answered; what it cost is booked. */
        record Delivered(ContainerAnswer answer) implements Result {}

        /** @param sentence for the client and the journal */
        record Failed(Reason reason, String sentence) implements Result {}
    }

    Result send(JobEffect.Dispatch dispatch, ContainerSession session) throws InterruptedException {
        if (session.purse().isEmpty()) {
            return send(session, Optional.empty(), Optional.empty());
        }
        var purse = session.purse().get();
        return switch (purse.withdraw(purse.price().times(flight.seconds()), PATIENCE_WITH_PURSE)) {
            case SessionPurse.Withdrawal.Refused(var reason, var why) ->
                // One that has as much of our money as it may have has no room for this job: nobody took too long.
                new Result.Failed(
                        reason == Reason.TIMEOUT ? Reason.CAPPED : reason,
                        session.orchestrator().service() + " is not paid: " + why);
            case SessionPurse.Withdrawal.Paid paid -> {
                int attempt = dispatch.attempt().number();
                if (paid.staged().tickets() > 0) {
                    context.book().ticketsSent(0, attempt, session.orchestrator(), paid.staged(), paid.ticketValue());
                }
                var booking =
                        new ContainerBooking(context.book(), attempt, session.orchestrator(), purse, paid.staged());
                yield send(session, Optional.of(paid.payment()), Optional.of(booking));
            }
        };
    }

    private Result send(ContainerSession session, Optional<Payment> payment, Optional<ContainerBooking> booking)
            throws InterruptedException {
        var service = session.orchestrator().service();
        long begun = context.tools().ticker().nanos();
        var call = new ContainerPeer.Call(
                service, flight.ask(), signed(), payment, flight.timeout().plus(GRACE));
        try (var answer = peer.process(call)) {
            if (isEvents(answer)) {
                return events(answer, service.toString(), booking, begun);
            }
            byte[] body = answer.body().readNBytes(config.answerBytes() + 1);
            if (body.length > config.answerBytes()) {
                booking.ifPresent(each -> each.lost(Reason.RESULT_UNUSABLE));
                return new Result.Failed(
                        Reason.RESULT_UNUSABLE,
                        service + " answered with more than " + config.answerBytes() + " bytes");
            }
            return whole(answer, body, service.toString(), booking, begun);
        } catch (PeerException failed) {
            booking.ifPresent(each -> each.failed(failed));
            return new Result.Failed(failed.reason(), String.valueOf(failed.getMessage()));
        } catch (IOException brokenOff) {
            booking.ifPresent(each -> each.lost(Reason.PEER_LOST));
            return new Result.Failed(Reason.PEER_LOST, service + " broke off: " + brokenOff.getMessage());
        }
    }

    private JobHeader signed() {
        var job = flight.ask().job();
        if (context.tools().account().isEmpty()) {
            return new JobHeader(
                    job.id(),
                    job.request(),
                    job.parameters(),
                    job.capability(),
                    job.timeout(),
                    EthAddress.ZERO.toString(),
                    "",
                    JobHeader.SearchTimes.NONE,
                    Optional.empty());
        }
        var expires = context.tools().host().moment().now().plus(PROOF_LASTS);
        var terms = new FreshProof.Terms(
                Instant.ofEpochSecond(expires.getEpochSecond()),
                HexFormat.of().formatHex(secrets.bytes(NONCE_BYTES)),
                Keccak.hash(flight.ask().body().duplicate()));
        return job.signedBy(context.tools().account().get().signer(), terms);
    }

    private static boolean isEvents(Answer answer) {
        return answer.status() < 400
                && answer.headers()
                        .first("Content-Type")
                        .filter(type -> type.startsWith("text/event-stream"))
                        .isPresent();
    }

    private Result whole(Answer answer, byte[] body, String service, Optional<ContainerBooking> booking, long begun) {
        if (answer.status() == JobRefusal.NO_CAPACITY.status()) {
            booking.ifPresent(each -> each.lost(Reason.CAPPED));
            return new Result.Failed(Reason.CAPPED, service + ": it has all it can do");
        }
        if (answer.status() >= 500) {
            booking.ifPresent(each -> each.lost(Reason.WORKER_ERROR));
            return new Result.Failed(
                    Reason.SESSION_REFUSED,
                    service + " answered " + answer.status() + ": "
                            + NetworkContainerPeer.line(new String(body, UTF_8)));
        }
        if (isRefusal(answer, new String(body, 0, Math.min(body.length, 256), UTF_8))) {
            booking.ifPresent(each -> each.lost(Reason.TICKET_REFUSED));
            return new Result.Failed(
                    Reason.TICKET_REFUSED, service + ": " + NetworkContainerPeer.line(new String(body, UTF_8)));
        }
        booking.ifPresent(each -> each.worked(seconds(begun)));
        return new Result.Delivered(
                new ContainerAnswer.Whole(answer.status(), told(answer.headers(), service), ByteBuffer.wrap(body)));
    }

    /** Whether it is the orchestrator's own refusal to be paid so, not the container's answer. */
    private static boolean isRefusal(Answer answer, String text) {
        return answer.status() == JobRefusal.BALANCE.status()
                && answer.headers().first(BalanceEvent.HEADER).isEmpty()
                && (text.equals(JobRefusal.BALANCE.body())
                        || text.equals(JobRefusal.CREDENTIALS.body())
                        || text.startsWith("invalid ticket"));
    }

    private Headers told(Headers given, String service) {
        var headers = Headers.of(ORCHESTRATOR, service);
        for (var name : TOLD) {
            var value = given.first(name);
            headers = value.isPresent() ? headers.with(name, value.get()) : headers;
        }
        return headers;
    }

    /** Whoever serves the client passes the events on, and says how that ended. */
    private Result events(Answer answer, String service, Optional<ContainerBooking> booking, long begun)
            throws InterruptedException {
        var ended = new CompletableFuture<Boolean>();
        var events = new ContainerAnswer.Events(answer.status(), told(answer.headers(), service), answer, ended);
        flight.answer().complete(events);
        try {
            return ended.get()
                    ? new Result.Delivered(events)
                    : new Result.Failed(Reason.BROKEN_OFF, service + ": the stream of events broke off");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An end is never an exception", impossible);
        } finally {
            booking.ifPresent(each -> each.worked(seconds(begun)));
        }
    }

    /** Each that began. */
    private long seconds(long begun) {
        return Duration.ofNanos(context.tools().ticker().nanos() - begun)
                .plusSeconds(1)
                .minusNanos(1)
                .toSeconds();
    }
}
