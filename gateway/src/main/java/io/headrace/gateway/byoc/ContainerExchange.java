package io.headrace.gateway.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Payment;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.BalanceEvent;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.PaysBy;
import io.headrace.wire.byoc.UsedUnits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One job sent to one orchestrator, with its payment, and what came back. Blocks its virtual thread; an interrupt gives the
 * exchange up.
 */
final class ContainerExchange implements ContainerErrand {

    private static final Duration PATIENCE_WITH_PURSE = Duration.ofSeconds(8);

    /** How much longer than the container's own time an orchestrator is waited for, as existing gateways do. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final List<String> TOLD = List.of("Content-Type", BalanceEvent.HEADER, "X-Metadata");
    private static final String ORCHESTRATOR = "X-Orchestrator-Url";

    private final ContainerFlight flight;
    private final RunContext context;
    private final ContainerPeer peer;
    private final ByocConfig config;
    private final JobSigning signing;

    ContainerExchange(
            ContainerFlight flight, RunContext context, ContainerPeer peer, ByocConfig config, JobSigning signing) {
        this.flight = flight;
        this.context = context;
        this.peer = peer;
        this.config = config;
        this.signing = signing;
    }

    @Override
    public Result send(JobEffect.Dispatch dispatch, ContainerSession session) throws InterruptedException {
        if (session.purse().isEmpty()) {
            return send(session, Optional.empty(), Optional.empty());
        }
        var purse = session.purse().get();
        var ahead = purse.price().times(session.token().unitsAhead(flight.seconds()));
        return switch (purse.withdraw(ahead, PATIENCE_WITH_PURSE)) {
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
        var metering = session.token().metering();
        var meter = new ContainerMeter(metering, context.tools().ticker());
        var call = new ContainerPeer.Call(
                service,
                flight.ask(),
                signing.sign(flight.ask().job(), flight.ask().body()),
                PaysBy.only(metering.unit()),
                payment,
                flight.timeout().plus(GRACE));
        try (var answer = peer.process(call)) {
            meter.answered(answer);
            if (isEvents(answer)) {
                return events(answer, service.toString(), booking, meter);
            }
            byte[] body = answer.body().readNBytes(config.answerBytes() + 1);
            if (body.length > config.answerBytes()) {
                booking.ifPresent(each -> each.lost(Reason.RESULT_UNUSABLE));
                return new Result.Failed(
                        Reason.RESULT_UNUSABLE,
                        service + " answered with more than " + config.answerBytes() + " bytes");
            }
            return whole(answer, body, service.toString(), booking, meter);
        } catch (PeerException failed) {
            booking.ifPresent(each -> each.failed(failed));
            return new Result.Failed(failed.reason(), String.valueOf(failed.getMessage()));
        } catch (IOException brokenOff) {
            booking.ifPresent(each -> each.lost(Reason.PEER_LOST));
            return new Result.Failed(Reason.PEER_LOST, service + " broke off: " + brokenOff.getMessage());
        }
    }

    private static boolean isEvents(Answer answer) {
        return answer.status() < 400
                && answer.headers()
                        .first("Content-Type")
                        .filter(type -> type.startsWith("text/event-stream"))
                        .isPresent();
    }

    private Result whole(
            Answer answer, byte[] body, String service, Optional<ContainerBooking> booking, ContainerMeter meter) {
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
        worked(booking, meter);
        var headers = told(answer.headers(), service);
        if (meter.isTold() && answer.status() < 400) {
            headers = headers.with(UsedUnits.HEADER, Long.toString(meter.units()));
        }
        return new Result.Delivered(new ContainerAnswer.Whole(answer.status(), headers, ByteBuffer.wrap(body)));
    }

    /** Whether it is the orchestrator's own refusal to be paid so, not the container's answer. */
    private static boolean isRefusal(Answer answer, String text) {
        return answer.status() == JobRefusal.BALANCE.status()
                && answer.headers().first(BalanceEvent.HEADER).isEmpty()
                && (text.equals(JobRefusal.BALANCE.body())
                        || text.equals(JobRefusal.CREDENTIALS.body())
                        || text.startsWith(JobRefusal.UNIT.body().strip())
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
    private Result events(Answer answer, String service, Optional<ContainerBooking> booking, ContainerMeter meter)
            throws IOException, InterruptedException {
        var ended = new CompletableFuture<Boolean>();
        var events = new ContainerAnswer.Events(
                answer.status(), told(answer.headers(), service), meter.hearing(answer.body()), ended);
        flight.answer().complete(events);
        try {
            return ended.get()
                    ? new Result.Delivered(events)
                    : new Result.Failed(Reason.BROKEN_OFF, service + ": the stream of events broke off");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An end is never an exception", impossible);
        } finally {
            worked(booking, meter);
        }
    }

    private void worked(Optional<ContainerBooking> booking, ContainerMeter meter) {
        booking.ifPresent(each -> each.worked(meter.units()));
        meter.sentence().ifPresent(context.book()::remarked);
    }
}
