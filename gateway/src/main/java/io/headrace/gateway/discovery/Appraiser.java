package io.headrace.gateway.discovery;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.discovery.KnownOrchestrator.Answered;
import io.headrace.gateway.discovery.KnownOrchestrator.Silent;
import io.headrace.gateway.discovery.KnownOrchestrator.Unasked;
import io.headrace.gateway.discovery.OrchestratorSource.Listed;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.Compatibility;
import io.headrace.wire.OrchestratorInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an orchestrator's answer means to a job: an offer with everything that selection looks at, or silence.
 *
 * @param regions what our operator knows, by service
 */
record Appraiser(OfferJudge judge, TrustBook trust, Map<URI, String> regions) {

    Candidate candidate(Listed listed, KnownOrchestrator known, Capabilities needed) {
        return switch (known.answer()) {
            case Unasked _ -> silent(known.service(), "has not answered yet");
            case Silent(var why, var _)
            when why.reason() == Reason.INSUFFICIENT_FUNDS ->
                answering(known.service(), new Candidate.Unfunded(String.valueOf(why.getMessage())));
            case Silent(var why, var _) -> silent(known.service(), String.valueOf(why.getMessage()));
            case Answered answered -> offering(listed, known, answered, needed);
        };
    }

    /** Who is paid is whom the tickets name. */
    static Orchestrator orchestrator(URI asked, OrchestratorInfo info) {
        var address = info.ticketParams().map(params -> params.recipient()).orElse(info.address());
        return new Orchestrator(address, asked);
    }

    private static Candidate silent(URI service, String why) {
        return answering(service, new Candidate.Silence(why));
    }

    /** Of somebody whose account we do not know, or do not believe. */
    private static Candidate answering(URI service, Candidate.Answer answer) {
        return new Candidate(new Orchestrator(EthAddress.ZERO, service), answer);
    }

    /** Whom an answer names, and whom its tickets would pay. */
    private static Set<EthAddress> claimed(OrchestratorInfo info) {
        return Stream.concat(Stream.of(info.address()), info.ticketParams().map(params -> params.recipient()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Candidate offering(Listed listed, KnownOrchestrator known, Answered answered, Capabilities needed) {
        var info = answered.info();
        var claimed = claimed(info);
        if (!listed.expects(claimed)) {
            return answering(known.service(), new Candidate.Impostor(claimed, listed.registered()));
        }
        var orchestrator = orchestrator(known.service(), info);
        return new Candidate(
                orchestrator,
                new Candidate.Offer(
                        info.price(),
                        missing(info, needed),
                        Candidate.Load.UNKNOWN,
                        judge.judge(info),
                        answered.roundTrip(),
                        known.latencyScore(),
                        trust.of(orchestrator),
                        info.draining(),
                        Optional.ofNullable(regions.get(known.service())).or(listed::region)));
    }

    private static List<String> missing(OrchestratorInfo info, Capabilities needed) {
        var compatibility =
                info.capabilities().map(needed::compatibilityWith).orElseGet(needed::compatibilityWithLegacyNode);
        return switch (compatibility) {
            case Compatibility.Compatible _ -> List.of();
            case Compatibility.VersionTooLow(var required, var offered) ->
                List.of("version " + required + " (it has \"" + offered + "\")");
            case Compatibility.MandatoryMissing(var ids) -> names(ids);
            case Compatibility.CapabilityMissing(var ids) -> names(ids);
            case Compatibility.ModelMissing(var _, var model) -> List.of("model " + model);
            case Compatibility.ModelCold(var _, var model) -> List.of("model " + model + ", warm");
            case Compatibility.RunnerTooOld(var _, var model, var required, var offered) ->
                List.of("a runner of version " + required + " for " + model + " (it has " + offered + ")");
        };
    }

    private static List<String> names(CapabilitySet ids) {
        return ids.ids()
                .mapToObj(id -> Capability.ofId(id).map(Capability::displayName).orElse("capability " + id))
                .toList();
    }
}
