package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.media.RenditionSegment;
import io.headrace.wire.PeerError;
import io.headrace.wire.Reaction;
import io.headrace.wire.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;

/** What a delivery is worth. Whatever another worker might do better counts as this one's death. */
final class Judgement {

    /** Less is no media (wire protocol section 7.5). */
    private static final int MIN_RENDITION_BYTES = 25;

    private Judgement() {}

    static Outcome of(Delivery delivery, WorkOrder order, Worker worker) {
        return switch (delivery) {
            case Delivery.Failed(var text)
            when PeerError.ofResult(text).reaction() == Reaction.GIVE_UP_UNIT -> new Outcome.Impossible(worker, text);
            case Delivery.Failed(var text) -> new Outcome.Died(worker, text);
            case Delivery.Transcoded(var parts) -> of(parts, order, worker);
        };
    }

    static Outcome garbled(Worker worker, String reason) {
        return new Outcome.Died(worker, "Its delivery makes no sense: " + reason);
    }

    private static Outcome of(List<Delivery.Part> parts, WorkOrder order, Worker worker) {
        var profiles = order.ladder().profiles();
        if (parts.size() != profiles.size()) {
            return new Outcome.Died(
                    worker,
                    "It delivered " + parts.size() + " renditions of " + profiles.size() + " that were asked for");
        }
        var renditions = new ArrayList<RenditionSegment>();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            if (part.bytes().length() < MIN_RENDITION_BYTES) {
                return new Outcome.Died(
                        worker,
                        "It delivered " + part.bytes().length() + " bytes as "
                                + profiles.get(i).name());
            }
            renditions.add(new RenditionSegment(profiles.get(i), part.pixels(), part.bytes()));
        }
        return new Outcome.Done(worker, renditions);
    }
}
