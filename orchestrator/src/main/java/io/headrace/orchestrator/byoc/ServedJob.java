package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.orchestrator.billing.Billing;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
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
 * One job that has its place. However it ends, the place is given back and the tab is closed. The thread of the request.
 */
final class ServedJob {

    private static final int REFUSED_TOKEN = 401;
    private static final String METADATA = "X-Metadata";

    private final Exchange exchange;
    private final String path;
    private final JobCheck.Verdict.Good good;
    private final AppPlace.Given given;
    private final JobHandler.Tools tools;
    private final JobMeter meter;

    ServedJob(
            Exchange exchange, String path, JobCheck.Verdict.Good good, AppPlace.Given given, JobHandler.Tools tools) {
        this.exchange = exchange;
        this.path = path;
        this.good = good;
        this.given = given;
        this.tools = tools;
        meter = new JobMeter(tools.ticker(), given.app().registration().shape().metering());
    }

    /** @return what was seen of the application; empty when it was not called, or its asker left */
    Optional<Health.Report> serve(JobCheck check) throws IOException, InterruptedException {
        try (var held = tools.bodies().new Held()) {
            var body = held.read(exchange.body().stream(tools.limits().requestBytes()));
            if (body.isEmpty()) {
                refuse(JobRefusal.NO_CAPACITY);
                return Optional.empty();
            }
            if (!check.isFresh(good, body.get())) {
                refuse(JobRefusal.CREDENTIALS);
                return Optional.empty();
            }
            var tab = tab();
            return tab.isPresent() ? call(body.get(), tab.get()) : Optional.empty();
        }
    }

    private void refuse(JobRefusal refusal) throws IOException {
        refuse(refusal, "");
    }

    private void refuse(JobRefusal refusal, String rest) throws IOException {
        var reason = refusal.body(rest).strip();
        tools.log().tell(new AppFact.JobRefused(good.name(), good.sender(), reason));
        JobAnswers.refuse(exchange, refusal, rest);
    }

    /** Takes the payment, and sets aside what the beginning may cost. Empty when the job was refused. */
    private Optional<JobTab> tab() throws IOException {
        var app = given.app();
        var account = app.account();
        var board = tools.prices().board(app.name());
        if (board.isEmpty()) {
            refuse(JobRefusal.NO_CAPACITY);
            return Optional.empty();
        }
        var asked = tools.prices().asked(app.name()).orElse(Price.FREE);
        if (!JobAnswers.mayPay(exchange, app, asked)) {
            refuse(JobRefusal.UNIT, app.registration().shape().unit().word());
            return Optional.empty();
        }
        if (good.payment().isPresent()
                && tools.billing().take(account, good.payment().get(), board.get())
                        instanceof Billing.Taking.Refused(var text)) {
            tools.log().tell(new AppFact.JobRefused(good.name(), good.sender(), text));
            exchange.refuse(JobRefusal.BALANCE.status(), text);
            return Optional.empty();
        }
        var price = tools.billing().price(good.sender(), account, board.get());
        var tariff = Tariff.of(price, app.registration().shape().metering(), good.isOurs());
        var tab = JobTab.open(
                tools.billing(),
                good.sender(),
                account,
                tariff,
                tools.covering(),
                good.job().timeout());
        if (tab.isEmpty()) {
            refuse(JobRefusal.BALANCE);
        }
        return tab;
    }

    private Optional<Health.Report> call(byte[] body, JobTab tab) throws IOException, InterruptedException {
        var timeout = good.job().timeout();
        try (var call = AppCall.post(
                tools.client(),
                tools.host(),
                given.app(),
                path,
                exchange.headers(),
                body.length,
                timeout,
                tools.limits().streamBytes())) {
            exchange.onPeerGone(() -> call.cut(AppCall.Cut.ASKER_LEFT));
            tab.lasts(timeout).ifPresent(until -> call.payAhead(tab, until));
            return pass(call, body, tab);
        } finally {
            // Whoever left in the middle has used the application until now.
            tab.answered(meter.now());
        }
    }

    private Optional<Health.Report> pass(AppCall call, byte[] body, JobTab tab)
            throws IOException, InterruptedException {
        Answer answer;
        try {
            answer = call.send(body);
        } catch (IOException failure) {
            return failed(call, tab, failure);
        }
        try (answer) {
            if (answer.status() == REFUSED_TOKEN) {
                return failed(tab, "The application refuses this orchestrator's token");
            }
            return isEvents(answer) ? passEvents(call, answer, tab) : passWhole(call, answer, tab);
        }
    }

    private static boolean isEvents(Answer answer) {
        return answer.status() < 400
                && answer.headers()
                        .first("Content-Type")
                        .filter(type -> type.startsWith("text/event-stream"))
                        .isPresent();
    }

    private Optional<Health.Report> passWhole(AppCall call, Answer answer, JobTab tab) throws IOException {
        byte[] body;
        try {
            body = answer.body().readNBytes(tools.limits().answerBytes() + 1);
        } catch (IOException failure) {
            return failed(call, tab, failure);
        }
        if (body.length > tools.limits().answerBytes()) {
            return failed(
                    tab,
                    "The application's answer is larger than " + tools.limits().answerBytes() + " bytes");
        }
        meter.answered(answer);
        done(answer.status(), tab);
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

    private Optional<Health.Report> passEvents(AppCall call, Answer answer, JobTab tab) throws IOException {
        var balance = JobAnswers.whole(tab.balance()).toString();
        var headers = Headers.contentType("text/event-stream")
                .with("Cache-Control", "no-cache")
                .with(BalanceEvent.STREAM_HEADER, balance);
        var events = answer.body();
        var to = exchange.begin(answer.status(), passedOn(answer, headers, METADATA));
        var relay = new EventRelay(to, tools.ticker(), meter, () -> charged(answer.status(), tab));
        var failure = relay.relay(events);
        if (failure.isPresent()) {
            return brokenOff(call, tab, relay, to, failure.get());
        }
        to.close();
        return Optional.of(new Health.Report.Answered());
    }

    /** The line before the end of a stream. */
    private String charged(int status, JobTab tab) {
        done(status, tab);
        return BalanceEvent.of(JobAnswers.whole(tab.balance())).text() + "\n";
    }

    /** A stream that is not closed is seen to be broken off by whoever reads it. */
    private Optional<Health.Report> brokenOff(
            AppCall call, JobTab tab, EventRelay relay, AnswerBody to, IOException failure) throws IOException {
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
    private Optional<Health.Report> failed(AppCall call, JobTab tab, IOException failure) throws IOException {
        var cut = call.cut();
        if (cut.isEmpty()) {
            return failed(tab, "The application did not answer: " + failure.getMessage());
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

    private Optional<Health.Report> failed(JobTab tab, String reason) throws IOException {
        fail(reason, tab.failed(meter.now()));
        exchange.refuse(500, reason);
        return Optional.of(new Health.Report.Failed(reason));
    }

    private void done(int status, JobTab tab) {
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
