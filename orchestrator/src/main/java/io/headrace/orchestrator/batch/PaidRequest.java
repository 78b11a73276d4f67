package io.headrace.orchestrator.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.AnswerBody;
import io.headrace.transport.Headers;
import io.headrace.wire.batch.BatchHeaders;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.OrchestratorError;
import io.headrace.wire.batch.error.RunnerError;
import io.headrace.wire.batch.price.Counting;
import io.headrace.wire.batch.price.CountingHeader;
import io.headrace.wire.batch.price.WorkCount;
import io.headrace.wire.batch.price.WorkUnits;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happens to a request once it has its place: payment, cover, runner, answer, charge. What it may come to is set
 * aside before the runner hears of it (guarantee 2), and every way out either charges it once or frees it.
 *
 * <p>Gateways of ours are charged for what was used, and only once they have it. Existing ones are charged what they
 * counted as soon as the runner has done it, as they expect; for a failure of the runner neither pays.
 */
final class PaidRequest {

    private static final String EVENTS = "text/event-stream";

    private final BatchBench bench;
    private final BatchCase request;
    private final BatchPlace place;
    private final Pipeline pipeline;
    private final AtomicBoolean gatewayLeft = new AtomicBoolean();

    PaidRequest(BatchBench bench, BatchCase request, BatchPlace place) {
        this.bench = bench;
        this.request = request;
        this.place = place;
        this.pipeline = request.asked().request().pipeline();
    }

    /** @throws IOException when the gateway is gone before it was told anything */
    Ending serve() throws IOException, InterruptedException {
        request.exchange().onPeerGone(() -> {
            gatewayLeft.set(true);
            place.close();
        });
        var account = request.asked().account();
        var payment = request.papers().payment();
        if (bench.billing().take(account.key(), payment) instanceof Billing.Taking.Refused(var text)) {
            return refuse(new OrchestratorError(400, text));
        }
        return switch (bench.billing().cover(payment.sender(), account, request.most())) {
            case Billing.Covering.Refused(var text) -> refuse(new OrchestratorError(400, text));
            case Billing.Covering.Covered(var cover) -> {
                try (var bill = new Bill(bench.billing(), cover)) {
                    yield ask(bill);
                }
            }
        };
    }

    private Ending ask(Bill bill) throws IOException, InterruptedException {
        var written = request.asked().written(bench.secrets());
        var call = new BatchCall(
                written.contentType(),
                bench.config().times().of(pipeline.name()),
                written.length(),
                bench.config().limits().answerBytes(),
                request.asked().request().film(),
                request.progressName());
        return switch (sent(call, written)) {
            case BatchAnswer.Answered answered -> answered(answered, bill);
            case BatchAnswer.Refused(int status, var sentence) -> refuse(said(status, sentence));
            case BatchAnswer.Failed(int status, var sentence) -> refuse(said(status, sentence));
            case BatchAnswer.TooLate(var sentence) -> refuse(OrchestratorError.ofAnswer(504, sentence));
            case BatchAnswer.Withdrawn(var sentence) -> new Ending.Failed(0, sentence);
        };
    }

    /** Until the runner answers the gateway can ask how far it is. */
    private BatchAnswer sent(BatchCall call, AskedRequest.Written written) throws InterruptedException {
        try (var _ = bench.progress().open(call.name(), place)) {
            return place.send(call, written.body());
        }
    }

    /** The runner's own words; a remote worker's text has its status in it already. */
    private OrchestratorError said(int status, String sentence) {
        boolean whole = status < 400 || sentence.contains("container returned ");
        return OrchestratorError.ofAnswer(500, whole ? sentence : new RunnerError(status, sentence).sentence(pipeline));
    }

    private Ending answered(BatchAnswer.Answered answered, Bill bill) throws IOException {
        if (!answered.contentType().toLowerCase(Locale.ROOT).startsWith(EVENTS)) {
            return whole(answered, bill);
        }
        return request.asked().request() instanceof BatchRequest.Llm chat && chat.stream()
                ? chat(chat, answered, bill)
                : refuse(unreadable("events where an answer belongs"));
    }

    private Ending whole(BatchAnswer.Answered answered, Bill bill) throws IOException {
        TakenAnswer taken;
        try {
            taken = new AnswerReader(bench.config().limits())
                    .read(pipeline, answered.contentType(), answered.body(), request.lease());
        } catch (UnreadableException garbage) {
            return refuse(unreadable(garbage.sentence()));
        } catch (IOException brokenOff) {
            return refuse(unreadable(String.valueOf(brokenOff.getMessage())));
        }
        // Its place may be another's by the time the answer has arrived.
        place.close();
        var reply = request.wantsAddresses() ? bench.shelf().addressed(request.id(), taken) : ResultShelf.inline(taken);
        var headers = about(answered).with("Content-Type", "application/json");
        var body = ByteBuffer.wrap((BatchReplyCodec.encode(reply) + "\n").getBytes(UTF_8));
        return request.counting() == Counting.OWN
                ? deliverThenCharge(headers, body, bill, used(taken))
                : chargeThenDeliver(headers, body, bill);
    }

    private Ending chargeThenDeliver(Headers headers, ByteBuffer body, Bill bill) {
        var ending = charged(bill, request.most());
        try {
            request.exchange().answer(200, headers, body);
        } catch (IOException gone) {
            // It was done, and existing gateways have it debited by now.
        }
        return ending;
    }

    /** Before the newline at its end, so that who has all of it finds its account settled. */
    private Ending deliverThenCharge(Headers headers, ByteBuffer body, Bill bill, long units) {
        int end = body.limit() - 1;
        AnswerBody answer;
        try {
            var head = headers.with("Content-Length", Integer.toString(body.limit()));
            answer = request.exchange().begin(200, head, body.slice(0, end));
        } catch (IOException gone) {
            return left();
        }
        var ending = charged(bill, units);
        try {
            answer.finish(body.slice(end, 1));
        } catch (IOException gone) {
            // All that matters had arrived.
        }
        return ending;
    }

    private OrchestratorError unreadable(String why) {
        return OrchestratorError.ofAnswer(
                500, "The answer of the runner of " + pipeline.name() + " cannot be used: " + why);
    }

    /** What made the answer, and, towards gateways of ours, that we count as they do. */
    private Headers about(BatchAnswer.Answered answered) {
        var headers =
                request.counting() == Counting.OWN ? Headers.of(CountingHeader.NAME, CountingHeader.OWN) : Headers.NONE;
        return answered.modelKind().isEmpty() ? headers : headers.with(BatchHeaders.MODEL_KIND, answered.modelKind());
    }

    private long used(TakenAnswer taken) {
        return units(WorkUnits.used(request.asked().request(), taken.reply(), taken.pixels()));
    }

    private long units(WorkCount count) {
        return switch (count) {
            case WorkCount.Units(var _, long units) -> Math.min(units, request.most());
            case WorkCount.Unmeasurable _ -> request.most();
        };
    }

    private Ending chat(BatchRequest.Llm chat, BatchAnswer.Answered answered, Bill bill) throws IOException {
        var relay = new ChatRelay(request.exchange(), about(answered), request.counting());
        var end = relay.relay(answered.body());
        if (gatewayLeft.get()) {
            end = new ChatRelay.Ending.GatewayLeft();
        }
        place.close();
        return switch (end) {
            case ChatRelay.Ending.Complete() -> {
                var ending = charged(bill, used(chat, relay));
                relay.finish();
                yield ending;
            }
            case ChatRelay.Ending.GatewayLeft() -> relay.pieces() == 0 ? left() : charged(bill, used(chat, relay));
            case ChatRelay.Ending.RunnerFailed(var sentence) ->
                relay.hasBegun()
                        ? new Ending.Failed(200, "The runner of " + pipeline.name() + " failed: " + sentence)
                        : refuse(said(500, sentence));
        };
    }

    /** What was told of it; a runner that does not count made a token at least with each piece. */
    private long used(BatchRequest.Llm chat, ChatRelay relay) {
        if (request.counting() != Counting.OWN) {
            return request.most();
        }
        return relay.usage()
                .map(usage -> units(WorkUnits.used(chat, usage)))
                .orElseGet(() -> Math.min(relay.pieces(), request.most()));
    }

    private static Ending charged(Bill bill, long units) {
        return new Ending.Served(units, bill.charge(units));
    }

    private static Ending left() {
        return new Ending.Failed(0, "The gateway left before it had the answer");
    }

    private Ending refuse(OrchestratorError error) throws IOException {
        place.close();
        bench.refuse(request.exchange(), error);
        return new Ending.Failed(error.status(), error.text());
    }
}
