package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.payments.Credit;
import io.headrace.pipeline.Health;
import io.headrace.transport.Answer;
import io.headrace.transport.AnswerBody;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.BalanceEvent;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.UsedUnits;
import io.headrace.wire.sse.ServerEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job whose application is called: what that answers is charged and passed on, and told to the log. The thread of the
 * request.
 */
final class CalledJob {

    private static final int REFUSED_TOKEN = 401;
    private static final String METADATA = "X-Metadata";

    private final Exchange exchange;
    private final JobCheck.Verdict.Good good;
    private final AppCall call;
    private final JobTab tab;
    private final JobMeter meter;
    private final JobHandler.Tools tools;

    CalledJob(
            Exchange exchange,
            JobCheck.Verdict.Good good,
            AppCall call,
            JobTab tab,
            JobMeter meter,
            JobHandler.Tools tools) {
        this.exchange = exchange;
        this.good = good;
        this.call = call;
        this.tab = tab;
        this.meter = meter;
        this.tools = tools;
    }

    /** @return what was seen of the application; empty when its asker left, or could not pay */
    Optional<Health.Report> pass(byte[] body) throws IOException, InterruptedException {
        Answer answer;
        try {
            answer = call.send(body);
        } catch (IOException failure) {
            return failed(failure);
        }
        try (answer) {
            if (answer.status() == REFUSED_TOKEN) {
                return failed("The application refuses this orchestrator's token");
            }
            return isEvents(answer) ? passEvents(answer) : passWhole(answer);
        }
    }

    private static boolean isEvents(Answer answer) {
        return answer.status() < 400
                && answer.headers()
                        .first("Content-Type")
                        .filter(type -> type.startsWith("text/event-stream"))
                        .isPresent();
    }

    private Optional<Health.Report> passWhole(Answer answer) throws IOException {
        byte[] body;
        try {
            body = answer.body().readNBytes(tools.limits().answerBytes() + 1);
        } catch (IOException failure) {
            return failed(failure);
        }
        if (body.length > tools.limits().answerBytes()) {
            return failed(
                    "The application's answer is larger than " + tools.limits().answerBytes() + " bytes");
        }
        meter.answered(answer);
        done(answer.status());
        var headers =
                Headers.of(BalanceEvent.HEADER, JobAnswers.whole(tab.balance()).toString());
        if (tab.tariff() instanceof UnitFee fee && answer.status() < 400) {
            headers = headers.with(
                    UsedUnits.HEADER, Long.toString(fee.charged(meter.now().told())));
        }
        headers = passedOn(answer, headers, "Content-Type");
        exchange.answer(answer.status(), passedOn(answer, headers, METADATA), ByteBuffer.wrap(body));
        return Optional.of(new Health.Report.Answered());
    }

    private static Headers passedOn(Answer answer, Headers headers, String name) {
        return answer.headers()
                .first(name)
                .map(value -> headers.with(name, value))
                .orElse(headers);
    }

    private Optional<Health.Report> passEvents(Answer answer) throws IOException {
        var balance = JobAnswers.whole(tab.balance()).toString();
        var headers = Headers.contentType("text/event-stream")
                .with("Cache-Control", "no-cache")
                .with(BalanceEvent.STREAM_HEADER, balance);
        var events = answer.body();
        var to = exchange.begin(answer.status(), passedOn(answer, headers, METADATA));
        var relay = new EventRelay(to, tools.ticker(), meter, () -> charged(answer.status()));
        var failure = relay.relay(events);
        if (failure.isPresent()) {
            return brokenOff(relay, to, failure.get());
        }
        to.close();
        return Optional.of(new Health.Report.Answered());
    }

    /** The line before the end of a stream. */
    private String charged(int status) {
        done(status);
        return BalanceEvent.of(JobAnswers.whole(tab.balance())).text() + "\n";
    }

    /** A stream that is not closed is seen to be broken off by whoever reads it. */
    private Optional<Health.Report> brokenOff(EventRelay relay, AnswerBody to, IOException failure) throws IOException {
        var cut = call.cut();
        if (cut.filter(AppCall.Cut.UNPAID::equals).isPresent()) {
            fail("The balance was used up", tab.answered(meter.now()));
            to.write(ByteBuffer.wrap(BalanceEvent.nothingLeft().stream()
                    .map(ServerEvent::text)
                    .collect(Collectors.joining())
                    .getBytes(UTF_8)));
            to.close();
            return Optional.empty();
        }
        if (cut.isPresent()) {
            fail("The gateway left", tab.answered(meter.now()));
            return Optional.empty();
        }
        var last = relay.lastPassed().map(meter::until);
        fail(failure.getMessage(), last.isPresent() ? tab.brokenOff(last.get(), meter.now()) : tab.failed(meter.now()));
        return Optional.of(new Health.Report.Failed(String.valueOf(failure.getMessage())));
    }

    /** Nothing of the answer was passed on yet. */
    private Optional<Health.Report> failed(IOException failure) throws IOException {
        var cut = call.cut();
        if (cut.isEmpty()) {
            return failed("The application did not answer: " + failure.getMessage());
        }
        switch (cut.get()) {
            case UNPAID -> {
                fail(JobRefusal.BALANCE.body().strip(), tab.answered(meter.now()));
                JobAnswers.refuse(exchange, JobRefusal.BALANCE, "");
            }
            case ASKER_LEFT -> {
                fail("The gateway left", tab.answered(meter.now()));
                exchange.answer(500);
            }
        }
        return Optional.empty();
    }

    private Optional<Health.Report> failed(String reason) throws IOException {
        fail(reason, tab.failed(meter.now()));
        exchange.refuse(500, reason);
        return Optional.of(new Health.Report.Failed(reason));
    }

    private void done(int status) {
        var usage = meter.now();
        var fee = tab.answered(usage);
        tools.log().tell(new AppFact.JobDone(good.name(), good.sender(), status, usage.time(), fee));
        if (tab.tariff() instanceof UnitFee told && status < 400) {
            told.complaint(usage.told())
                    .ifPresent(complaint -> tools.log().tell(new AppFact.JobMiscounted(good.name(), complaint)));
        }
    }

    private void fail(@Nullable String reason, Credit fee) {
        tools.log()
                .tell(new AppFact.JobFailed(
                        good.name(),
                        good.sender(),
                        String.valueOf(reason),
                        meter.now().time(),
                        fee));
    }
}
