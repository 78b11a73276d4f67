package io.headrace.orchestrator;

import io.headrace.wire.replay.IntendedDifference;
import java.util.List;

/** Where an orchestrator of ours means to answer existing gateways and runners otherwise than the network's own. */
final class OrchestratorDifferences {

    private static final String CONSTRAINTS = "capabilities.constraints.PerCapability.value.models.value.";

    static final List<IntendedDifference> TABLE = List.of(
            IntendedDifference.of(
                            "a request of no sense is answered",
                            "Theirs crashes over a missing model and closes the connection.")
                    .in(
                            "G-098",
                            "status 0 -> 400",
                            "header content-length: none -> some",
                            "header content-type: none -> text/plain; charset=utf-8",
                            "header date: none -> some",
                            "header x-content-type-options: none -> nosniff",
                            "body  -> model_id is missing: say which pipeline is to be run"),
            IntendedDifference.of(
                            "a lack of capacity is told with its numbers",
                            "Gateways look for the words with which it still begins.")
                    .in(
                            "G-097",
                            "body insufficient capacity -> "
                                    + "insufficient capacity: 0 of 0 places for noop are taken"),
            IntendedDifference.of("other methods are refused", "Theirs answers them with an empty 200.")
                    .in(
                            "G-091",
                            "status 200 -> 405",
                            "header allow: none -> POST",
                            "header content-type: none -> text/plain; charset=utf-8",
                            "header x-content-type-options: none -> nosniff",
                            "body  -> Method Not Allowed"),
            IntendedDifference.of(
                            "a request of no sense is refused before its papers are looked at",
                            "Theirs finds that nothing was said after it was signed and paid.")
                    .in("G-096", "status 403 -> 400", "body ErrSegSig -> messages is empty"),
            IntendedDifference.of(
                            "a preconnected segment is not written by the end of its channel",
                            "The head is what a reader could have had; theirs counts a segment that never began.")
                    .in("E-109", "header lp-trickle-latest: 21 -> 20")
                    .in("J-043", "header lp-trickle-latest: 3 -> 2"),
            IntendedDifference.of(
                            "the servlet behind gRPC heads and ends its answers in its own way",
                            "Trailers need no announcement in HTTP/2, and no message is compressed either way.")
                    .in(
                            List.of("E-071", "J-003"),
                            "header date: none -> some",
                            "header grpc-accept-encoding: none -> gzip",
                            "header grpc-encoding: none -> identity",
                            "header trailer: Grpc-Status-Details-Bin -> none"),
            IntendedDifference.of(
                            "runners have no version",
                            "Ours are no containers of the network's; what they can do stands in their model.")
                    .in(List.of("E-071", "J-003"), "body lacks " + CONSTRAINTS + "runnerVersion")
                    .in(
                            List.of("E-091", "E-102", "J-033", "J-039"),
                            "body lacks info." + CONSTRAINTS + "runnerVersion"),
            IntendedDifference.of(
                            "how many places there are and are taken",
                            "Theirs tells it of batch models alone, and is paid for saying that all are taken.")
                    .in("J-003", "body has " + CONSTRAINTS + "capacity")
                    .in(List.of("E-091", "E-102"), "body has info." + CONSTRAINTS + "capacityInUse")
                    .in(
                            List.of("J-033", "J-039"),
                            "body has info." + CONSTRAINTS + "capacity",
                            "body has info." + CONSTRAINTS + "capacityInUse"),
            IntendedDifference.of(
                            "that the flow is metered",
                            "A field of ours by which gateways of ours pay for what flows; others skip it.")
                    .in(List.of("E-071", "J-003"), "body has meters_flow")
                    .in(List.of("E-091", "E-102", "J-033", "J-039"), "body has info.meters_flow"));

    private OrchestratorDifferences() {}
}
