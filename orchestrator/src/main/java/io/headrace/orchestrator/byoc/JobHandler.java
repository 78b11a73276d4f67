package io.headrace.orchestrator.byoc;

import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.pipeline.Health;
import io.headrace.transport.Exchange;
import io.headrace.transport.HttpClient;
import io.headrace.transport.PathParameters;
import io.headrace.wire.byoc.JobRefusal;
import java.io.IOException;
import java.util.Optional;

/**
 * Does a job: {@code POST /process/request/<path>} (pipelines section 5.5). Head, place, body, payment, application,
 * answer, charge; one virtual thread walks all of it, top to bottom.
 *
 * <pre>
 * 400  credentials, a payment that is not taken, a balance that is too low
 * 405  another method
 * 413  a body that is too large
 * 500  the application refuses our token, cannot be reached or takes too long
 * 503  nobody of this name is on offer, or it has all it can do
 * else as the application answered
 * </pre>
 *
 * <p>The job has its place before its payment is looked at (guarantee 3), and gives it back on every path.
 */
final class JobHandler {

    private final JobCheck check;
    private final AppDesk desk;
    private final Tools tools;

    JobHandler(JobCheck check, AppDesk desk, Tools tools) {
        this.check = check;
        this.desk = desk;
        this.tools = tools;
    }

    /**
     * What jobs are done with.
     *
     * @param bodies limits the requests that are held at once
     */
    record Tools(
            HttpClient client,
            Host host,
            NanoTicker ticker,
            AppBilling billing,
            AppPrices prices,
            BodyMemory bodies,
            ByocConfig.Limits limits,
            ByocConfig.Covering covering,
            AppLog log) {}

    void handle(Exchange exchange, PathParameters path) throws IOException {
        if (!exchange.method().equals("POST")) {
            JobAnswers.refuse(exchange, JobRefusal.METHOD, "");
            return;
        }
        switch (check.head(exchange.headers())) {
            case JobCheck.Verdict.Bad(int status, var text) -> exchange.refuse(status, text);
            case JobCheck.Verdict.Good good -> place(exchange, path.get("path"), good);
        }
    }

    private void place(Exchange exchange, String path, JobCheck.Verdict.Good good) throws IOException {
        try {
            switch (desk.place(good.name())) {
                case AppPlace.Unknown _ -> JobAnswers.refuse(exchange, JobRefusal.NO_CAPACITY, "");
                case AppPlace.Full _ -> JobAnswers.refuse(exchange, JobRefusal.NO_CAPACITY, "");
                case AppPlace.Given given -> serve(given, new ServedJob(exchange, path, good, given, tools));
            }
        } catch (InterruptedException stopping) {
            throw JobAnswers.interrupted();
        }
    }

    private void serve(AppPlace.Given given, ServedJob job) throws IOException, InterruptedException {
        Optional<Health.Report> seen = Optional.empty();
        try {
            seen = job.serve(check);
        } finally {
            seen.ifPresentOrElse(report -> desk.ended(given, report), () -> desk.dropped(given));
        }
    }
}
