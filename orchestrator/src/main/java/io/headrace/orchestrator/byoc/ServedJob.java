package io.headrace.orchestrator.byoc;

import io.headrace.orchestrator.billing.Billing;
import io.headrace.payments.Price;
import io.headrace.pipeline.Health;
import io.headrace.transport.Exchange;
import io.headrace.wire.byoc.JobRefusal;
import java.io.IOException;
import java.util.Optional;

/**
 * One job that has its place, until its application is called. However it ends, the place is given back and the tab is
 * closed. The thread of the request.
 */
final class ServedJob {

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
            return new CalledJob(exchange, good, call, tab, meter, tools).pass(body);
        } finally {
            // Whoever left in the middle has used the application until now.
            tab.answered(meter.now());
        }
    }
}
