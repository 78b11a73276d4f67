package io.headrace.wire.byoc;

import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import java.util.Optional;

/**
 * What an orchestrator answers who is asked whether it can do a job: {@code GET /process/token} (pipelines section 5.3).
 *
 * @param offer empty without a chain
 * @param balance of the sender at this orchestrator for this capability
 * @param price for every unit of the metering
 * @param metering by the second where an orchestrator tells nothing, as existing ones do
 * @param serviceAddress where the orchestrator is reached
 * @param freeCapacity jobs that may begin now
 */
public record JobToken(
        SenderProof sender,
        Optional<TicketParams> offer,
        Wei balance,
        Price price,
        Metering metering,
        String serviceAddress,
        int freeCapacity) {

    /** Where it is asked for. */
    public static final String PATH = "/process/token";

    /** The header that names the capability. */
    public static final String CAPABILITY_HEADER = "Livepeer-Capability";

    public JobToken {
        if (freeCapacity < 0) {
            throw new IllegalArgumentException("Room for " + freeCapacity + " jobs");
        }
    }

    /**
     * What a job has to be paid ahead.
     *
     * @param seconds that it may take
     */
    public long unitsAhead(long seconds) {
        return switch (metering) {
            case Metering.ByApplication(var _, long mostUnits) -> mostUnits;
            case Metering.ByNode(var unit) -> unit == PricingUnit.REQUEST ? 1 : seconds;
        };
    }
}
