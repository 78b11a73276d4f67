package io.headrace.orchestrator.info;

import io.headrace.media.ManifestId;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import java.util.Map;

/** The live work of an orchestrator, as far as it is advertised. Any thread; returns at once. */
public interface LiveOffer {

    /** Of one that does none. */
    LiveOffer NONE = new LiveOffer() {
        @Override
        public Map<String, ModelConstraint> models() {
            return Map.of();
        }

        @Override
        public boolean isOpen(ManifestId session) {
            return false;
        }
    };

    /** By model, how many sessions run at once and how many places are taken; a model without a runner that is ready is cold. */
    Map<String, ModelConstraint> models();

    boolean isOpen(ManifestId session);

    /** Whether a peer asks for live work: it names models of it. */
    static boolean isAskedFor(Capabilities asked) {
        return asked.constraints().perCapability().containsKey(Capability.LIVE_VIDEO_TO_VIDEO.id());
    }
}
