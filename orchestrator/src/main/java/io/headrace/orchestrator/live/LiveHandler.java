package io.headrace.orchestrator.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.live.LiveAdmission;
import io.headrace.admission.live.LiveEnd;
import io.headrace.admission.live.LiveLimits;
import io.headrace.admission.live.LiveRequest;
import io.headrace.admission.live.Metering;
import io.headrace.crypto.SecretSource;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.LiveAccount;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.unit.PaperCheck;
import io.headrace.orchestrator.unit.Papers;
import io.headrace.orchestrator.unit.Verdict;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.wire.PeerError;
import io.headrace.wire.realtime.LiveBody;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionAnswerCodec;
import io.headrace.wire.realtime.SessionRequest;
import io.headrace.wire.realtime.SessionRequestCodec;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.util.Optional;

/**
 * Starts a live session, {@code POST /live-video-to-video} (real-time reference section 6.2): the request, room for it at
 * all, papers, place, payment, channels, runner, answer. One virtual thread walks all of it, top to bottom.
 *
 * <pre>
 * 400  no JSON, no model, a payment that is not taken, a balance that is too low
 * 402  a payment that cannot be read
 * 403  credentials, capabilities, token
 * 500  the runner failed, or took too long
 * 503  insufficient capacity
 * </pre>
 *
 * <p>The session has its place before its payment is looked at (guarantee 3). Whatever goes wrong after that, the desk is
 * told, and gives the place back.
 */
final class LiveHandler {

    private static final String INSUFFICIENT_BALANCE = PeerError.INSUFFICIENT_BALANCE.text();

    private final LiveLimits limits;
    private final PaperCheck papers;
    private final Billing billing;
    private final LiveAdmission admission;
    private final LiveChannels channels;
    private final SecretSource secrets;
    private final WorkLog log;

    LiveHandler(
            LiveLimits limits,
            PaperCheck papers,
            Billing billing,
            LiveAdmission admission,
            LiveChannels channels,
            SecretSource secrets,
            WorkLog log) {
        this.limits = limits;
        this.papers = papers;
        this.billing = billing;
        this.admission = admission;
        this.channels = channels;
        this.secrets = secrets;
        this.log = log;
    }

    void handle(Exchange exchange, PathParameters path) throws IOException {
        SessionRequest asked;
        try {
            asked = SessionRequestCodec.decode(new String(exchange.body().readAll(LiveBody.MAX_BYTES), UTF_8));
        } catch (UnreadableException unreadable) {
            exchange.refuse(400, unreadable.sentence());
            return;
        }
        if (asked.model().isEmpty()) {
            exchange.refuse(400, "model_id is missing: say which pipeline is to be run");
            return;
        }
        var refusal = admission.refusal(asked.model());
        if (refusal.isPresent()) {
            log.tell(new WorkFact.LiveRefused(
                    asked.streamId(), asked.model(), refusal.get().sentence()));
            exchange.refuse(503, refusal.get().sentence());
            return;
        }
        switch (papers.check(exchange.headers())) {
            case Verdict.Bad(var bad) -> exchange.refuse(status(bad.error()), bad.text());
            case Verdict.Good(var good) -> place(exchange, asked, good);
        }
    }

    /** No result is on its way here in which a refusal could travel. */
    private static int status(PeerError error) {
        return switch (error.place()) {
            case HTTP, GRPC -> error.status();
            case RESULT -> PeerError.SEGMENT_MESSAGE.status();
        };
    }

    private void place(Exchange exchange, SessionRequest asked, Papers good) throws IOException {
        var request = request(exchange.headers(), asked, good);
        var session = request.session();
        var answers = new AskedSession();
        admission.request(request, answers);
        switch (answers.place()) {
            case AskedSession.Place.Refused(var refusal) -> exchange.refuse(503, refusal.sentence());
            case AskedSession.Place.Given _ -> {
                exchange.onPeerGone(() -> admission.abandoned(session));
                boolean answered = false;
                try {
                    serve(exchange, request, good, answers);
                    answered = true;
                } finally {
                    if (!answered) {
                        admission.abandoned(session);
                    }
                }
            }
        }
    }

    private LiveRequest request(Headers headers, SessionRequest asked, Papers good) {
        return new LiveRequest(
                LiveAccount.fresh(secrets),
                good.sender(),
                asked.model(),
                asked.extended() ? Metering.FLOW : Metering.CLOCK,
                new LiveRequest.Asked(
                        asked.parameters(),
                        named(asked.requestId(), headers, "requestID"),
                        named(asked.streamId(), headers, "streamID")));
    }

    /** Older gateways say it in a header. */
    private static String named(String told, Headers headers, String header) {
        return told.isEmpty() ? headers.first(header).orElse("") : told;
    }

    private void serve(Exchange exchange, LiveRequest request, Papers good, AskedSession answers) throws IOException {
        var refusal = payment(request, good);
        if (refusal.isPresent()) {
            admission.paymentRefused(request.session(), refusal.get());
            exchange.refuse(400, refusal.get());
            return;
        }
        admission.paymentAccepted(request.session());
        switch (answers.start()) {
            case AskedSession.Start.Started _ -> answer(exchange, request.session());
            case AskedSession.Start.Failed(var end) -> exchange.refuse(status(end), end.sentence());
        }
    }

    /** Takes the payment and looks whether it lasts for the beginning; otherwise says why not. */
    private Optional<String> payment(LiveRequest request, Papers good) {
        var session = request.session();
        if (billing.take(session.text(), good.payment()) instanceof Billing.Taking.Refused(var text)) {
            return Optional.of(text);
        }
        return billing.covers(request.sender(), session, limits.pixelsToBegin(request.metering()))
                ? Optional.empty()
                : Optional.of(INSUFFICIENT_BALANCE);
    }

    private void answer(Exchange exchange, ManifestId session) throws IOException {
        var open = channels.of(session);
        if (open.isEmpty()) {
            exchange.refuse(500, "The session ended before its start was answered");
            return;
        }
        exchange.answer(
                200, "application/json", SessionAnswerCodec.encode(new SessionAnswer(session.text(), open.get())));
    }

    private static int status(LiveEnd end) {
        return switch (end) {
            case LiveEnd.PaymentRefused _, LiveEnd.Unpaid _ -> 400;
            case LiveEnd.NoChannels _,
                    LiveEnd.NoRunner _,
                    LiveEnd.Drained _,
                    LiveEnd.StoppedByOperator _,
                    LiveEnd.DeskStopped _ -> 503;
            case LiveEnd.RunnerFailed _,
                    LiveEnd.RunnerFinished _,
                    LiveEnd.StartedTooLate _,
                    LiveEnd.GatewayLeft _,
                    LiveEnd.InputIdle _ -> 500;
        };
    }
}
