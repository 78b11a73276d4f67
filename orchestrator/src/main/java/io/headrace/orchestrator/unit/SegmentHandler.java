package io.headrace.orchestrator.unit;

import io.headrace.admission.Admission;
import io.headrace.admission.Failure;
import io.headrace.admission.Refusal;
import io.headrace.admission.SessionId;
import io.headrace.admission.UnitRequest;
import io.headrace.admission.UnitState;
import io.headrace.admission.WorkOrder;
import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.SourceSegment;
import io.headrace.orchestrator.billing.BatchAccount;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.info.InfoDesk;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PeerError;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.TranscodeResultCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes a segment, any method on {@code /segment} (wire protocol section 3.1): papers, place, payment, media, early 200,
 * work, result. One virtual thread walks all of it, top to bottom.
 *
 * <p>The unit has its place before its payment is looked at (guarantee 3), so a full queue costs its sender nothing.
 * Whatever goes wrong between the place and the work, the desk is told, and gives place and credit back.
 */
public final class SegmentHandler {

    private final PaperCheck papers;
    private final OutputLimit outputs;
    private final Admission admission;
    private final InfoDesk infos;
    private final Billing billing;
    private final SourceIntake intake;
    private final SourceMemory memory;
    private final ResultPublisher publisher;

    SegmentHandler(
            PaperCheck papers,
            OutputLimit outputs,
            Admission admission,
            InfoDesk infos,
            Billing billing,
            SourceIntake intake,
            SourceMemory memory,
            ResultPublisher publisher) {
        this.papers = papers;
        this.outputs = outputs;
        this.admission = admission;
        this.infos = infos;
        this.billing = billing;
        this.intake = intake;
        this.memory = memory;
        this.publisher = publisher;
    }

    public void handle(Exchange exchange, PathParameters path) throws IOException {
        switch (papers.check(exchange.headers())) {
            case Verdict.Bad(var refusal) -> refuse(exchange, refusal);
            case Verdict.Good(var good) -> {
                switch (ladder(good)) {
                    case Verdict.Bad(var refusal) -> refuse(exchange, refusal);
                    case Verdict.Good(var ladder) -> place(exchange, good, ladder);
                }
            }
        }
    }

    /** What is asked for, if it can be asked of us. */
    private Verdict<Ladder> ladder(Papers good) {
        var session = good.token().sessionId();
        if (!SessionId.isValid(session) || BatchAccount.isOne(session)) {
            return Verdict.bad(PeerError.TOKEN_INVALID);
        }
        var ladder = good.credential().ladder();
        if (ladder.isEmpty()) {
            return new Verdict.Bad<>(PeerError.SEGMENT_MESSAGE.refusal("it names no profile"));
        }
        return outputs.allows(ladder.get())
                ? new Verdict.Good<>(ladder.get())
                : new Verdict.Bad<>(PeerError.SEGMENT_MESSAGE.refusal("its outputs have more than "
                        + outputs.pixelsPerSecond() + " pixels per second, which is the most taken here"));
    }

    private void place(Exchange exchange, Papers good, Ladder ladder) throws IOException {
        var credential = good.credential();
        var unit = new PlacedUnit();
        admission.request(
                good.session(), good.sender(), credential.manifest(), credential.seq(), credential.duration(), unit);
        switch (unit.place()) {
            case PlacedUnit.Place.Refused(Refusal.Busy busy) ->
                answer(exchange, new TranscodeResult.Failed(credential.seq(), busy.text(), Optional.empty()));
            case PlacedUnit.Place.Refused(var refusal) -> exchange.refuse(PeerError.CAPPED.status(), refusal.text());
            case PlacedUnit.Place.Given(var request) -> {
                exchange.onPeerGone(() -> admission.abandoned(request, "the sender left"));
                try (var lease = memory.lease()) {
                    pay(exchange, good, ladder, request, unit, lease);
                } finally {
                    admission.abandoned(request, "the request ended");
                }
            }
        }
    }

    private void pay(
            Exchange exchange,
            Papers good,
            Ladder ladder,
            UnitRequest request,
            PlacedUnit unit,
            SourceMemory.Lease lease)
            throws IOException {
        var account = good.token().sessionId();
        switch (infos.refresh(good.sender(), account, good.token())) {
            case InfoDesk.Telling.Refused _ -> refuse(exchange, PeerError.INTERNAL.refusal());
            case InfoDesk.Telling.Told(var info) -> {
                var refusal = payment(good, ladder, request);
                if (refusal.isPresent()) {
                    exchange.refuse(PeerError.INSUFFICIENT_BALANCE.status(), refusal.get());
                } else {
                    receive(exchange, good, ladder, request, unit, lease, info);
                }
            }
        }
    }

    /** Takes the payment and sets the fee aside; otherwise says why not. */
    private Optional<String> payment(Papers good, Ladder ladder, UnitRequest request) {
        if (billing.take(good.token().sessionId(), good.payment()) instanceof Billing.Taking.Refused(var text)) {
            admission.paymentRefused(request, text);
            return Optional.of(text);
        }
        return switch (billing.cover(request.unit(), good.sender(), ladder, request.duration())) {
            case Billing.Covering.Refused(var text) -> {
                admission.paymentRefused(request, text);
                yield Optional.of(text);
            }
            case Billing.Covering.Covered(var cover) -> {
                admission.paymentAccepted(request, cover);
                yield Optional.empty();
            }
        };
    }

    private void receive(
            Exchange exchange,
            Papers good,
            Ladder ladder,
            UnitRequest request,
            PlacedUnit unit,
            SourceMemory.Lease lease,
            OrchestratorInfo info)
            throws IOException {
        var hash = good.credential().hash();
        switch (intake.read(exchange, hash, lease, unit::isAnswered)) {
            case Verdict.Bad(var refusal) -> refuse(exchange, refusal);
            case Verdict.Good(var media) -> {
                admission.sourceArrived(request, order(good, ladder, request, media));
                try (var body = exchange.begin(200, Headers.NONE)) {
                    body.write(ByteBuffer.wrap(TranscodeResultCodec.encode(result(good, unit.end(), info))));
                }
            }
        }
    }

    private static WorkOrder order(Papers good, Ladder ladder, UnitRequest request, MediaBytes media) {
        var slice = good.credential().slice().map(part -> new WorkOrder.Slice(part.from(), part.to()));
        var source = new SourceSegment(request.seq(), Duration.ZERO, request.duration(), container(media), media);
        return new WorkOrder(
                request.unit(), source, ladder, slice, good.credential().perceptualHash(), Duration.ZERO);
    }

    /** The content type that gateways send says MPEG-TS of everything (wire protocol section 14, 13). */
    private static Container container(MediaBytes media) {
        var bytes = media.asByteBuffer();
        boolean box = bytes.remaining() >= 8 && bytes.getInt(4) == 0x66747970;
        return box ? Container.MP4 : Container.MPEG_TS;
    }

    private TranscodeResult result(Papers good, UnitState end, OrchestratorInfo before) {
        long seq = good.credential().seq();
        var info = infos.asOfNow(before);
        return switch (end) {
            case UnitState.Finished finished ->
                publisher.publish(good.session(), seq, finished.work().renditions(), info);
            case UnitState.Failed(var _, var _, Failure failure) ->
                new TranscodeResult.Failed(seq, failure.text(), Optional.of(info));
            case UnitState.Admitted _, UnitState.Covered _, UnitState.Waiting _, UnitState.Working _ ->
                throw new IllegalStateException("Answered before its end: " + end);
        };
    }

    private static void refuse(Exchange exchange, io.headrace.wire.Refusal refusal) throws IOException {
        switch (refusal.error().place()) {
            case HTTP, GRPC -> exchange.refuse(refusal.status(), refusal.text());
            case RESULT -> answer(exchange, new TranscodeResult.Failed(0, refusal.text(), Optional.empty()));
        }
    }

    private static void answer(Exchange exchange, TranscodeResult result) throws IOException {
        exchange.answer(200, Headers.NONE, ByteBuffer.wrap(TranscodeResultCodec.encode(result)));
    }
}
