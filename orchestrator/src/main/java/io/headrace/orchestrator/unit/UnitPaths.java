package io.headrace.orchestrator.unit;

import io.headrace.admission.Admission;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.info.InfoDesk;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.orchestrator.results.ResultStore;
import io.headrace.transport.HttpClient;
import io.headrace.transport.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The paths on which units and payments come in, and what stands behind them. */
public final class UnitPaths {

    private final Billing billing;
    private final InfoDesk infos;
    private final SessionTokens tokens;
    private final Admission admission;
    private final PaperCheck papers;

    public UnitPaths(Billing billing, InfoDesk infos, SessionTokens tokens, Admission admission, PaperCheck papers) {
        this.billing = billing;
        this.infos = infos;
        this.tokens = tokens;
        this.admission = admission;
        this.papers = papers;
    }

    /** @param client fetches sources that are named by URL */
    public List<Route> routes(
            UnitConfig config,
            ResultStore results,
            HttpClient client,
            Supplier<String> serviceUri,
            InstantSource clock) {
        var segments = new SegmentHandler(
                papers,
                config.outputs(),
                admission,
                infos,
                billing,
                new SourceIntake(config.maxSourceBytes(), new SourceFetch(config.fetch(), client)),
                new SourceMemory(config.sourceMemoryBytes()),
                new ResultPublisher(results, billing, serviceUri, clock));
        return List.of(
                Route.anyMethod("/segment", segments::handle),
                Route.anyMethod("/payment", new PaymentHandler(papers, infos, billing)::handle),
                Route.of("POST", "/refresh-payment", new RefreshPaymentHandler(infos, tokens, billing)::handle));
    }
}
