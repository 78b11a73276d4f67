package io.headrace.orchestrator;

import io.headrace.admission.AdmissionLimits;
import io.headrace.orchestrator.batch.BatchConfig;
import io.headrace.orchestrator.info.Advertisement;
import io.headrace.orchestrator.live.LiveConfig;
import io.headrace.orchestrator.results.ResultLimits;
import io.headrace.orchestrator.unit.UnitConfig;
import io.headrace.transport.HttpServerConfig;
import java.util.Optional;

/**
 * How an orchestrator listens, what it offers, and how much it takes on.
 *
 * @param serviceUri under which gateways reach this node, without a slash at its end; empty for where it listens
 */
public record OrchestratorConfig(
        HttpServerConfig listen,
        Optional<String> serviceUri,
        Advertisement advertisement,
        AdmissionLimits admission,
        UnitConfig units,
        ResultLimits results,
        LiveConfig live,
        BatchConfig batch) {

    public OrchestratorConfig {
        if (serviceUri.filter(uri -> uri.endsWith("/")).isPresent()) {
            throw new IllegalArgumentException("A service URI has no slash at its end: " + serviceUri.get());
        }
    }

    public static OrchestratorConfig listening(HttpServerConfig listen) {
        return new OrchestratorConfig(
                listen,
                Optional.empty(),
                Advertisement.SOFTWARE,
                AdmissionLimits.DEFAULT,
                UnitConfig.DEFAULT,
                ResultLimits.DEFAULT,
                LiveConfig.DEFAULT,
                BatchConfig.DEFAULT);
    }

    public OrchestratorConfig reachedAt(String uri) {
        return new OrchestratorConfig(listen, Optional.of(uri), advertisement, admission, units, results, live, batch);
    }

    public OrchestratorConfig with(Advertisement other) {
        return new OrchestratorConfig(listen, serviceUri, other, admission, units, results, live, batch);
    }

    public OrchestratorConfig with(AdmissionLimits other) {
        return new OrchestratorConfig(listen, serviceUri, advertisement, other, units, results, live, batch);
    }

    public OrchestratorConfig with(UnitConfig other) {
        return new OrchestratorConfig(listen, serviceUri, advertisement, admission, other, results, live, batch);
    }

    public OrchestratorConfig with(ResultLimits other) {
        return new OrchestratorConfig(listen, serviceUri, advertisement, admission, units, other, live, batch);
    }

    public OrchestratorConfig with(LiveConfig other) {
        return new OrchestratorConfig(listen, serviceUri, advertisement, admission, units, results, other, batch);
    }

    public OrchestratorConfig with(BatchConfig other) {
        return new OrchestratorConfig(listen, serviceUri, advertisement, admission, units, results, live, other);
    }
}
