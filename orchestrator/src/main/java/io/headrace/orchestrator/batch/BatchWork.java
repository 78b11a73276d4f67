package io.headrace.orchestrator.batch;

import io.headrace.admission.batch.BatchWorkshop;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who answers requests to models, and what else is on offer.
 *
 * @param sounds measures uploads to pipelines that are paid by the duration of a sound
 * @param others offerings that came through other doors and are served there; here they are listed. Any thread; returns at
 *     once
 */
public record BatchWork(BatchWorkshop workshop, SoundProbe sounds, Supplier<List<PricedOffering>> others) {

    public static final BatchWork NONE = of(BatchWorkshop.NONE);

    /** Of an orchestrator that has no other doors, and measures by headers alone. */
    public static BatchWork of(BatchWorkshop workshop) {
        return new BatchWork(workshop, SoundProbe.HEADERS, List::of);
    }

    public BatchWork with(SoundProbe other) {
        return new BatchWork(workshop, other, others);
    }

    /** With what comes through another door, too. */
    public BatchWork with(Supplier<List<PricedOffering>> more) {
        return new BatchWork(workshop, sounds, more);
    }
}
