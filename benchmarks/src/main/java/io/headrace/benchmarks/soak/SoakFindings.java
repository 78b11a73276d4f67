package io.headrace.benchmarks.soak;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that was seen of a network under load. */
record SoakFindings(List<Stream> streams, List<Kill> kills, Memory memory, JournalAudit journals, Hostility hostility) {

    SoakFindings {
        streams = List.copyOf(streams);
        kills = List.copyOf(kills);
    }

    /**
     * One stream.
     *
     * @param framesIn pictures that its publisher sent
     * @param breaks how often the publisher was thrown out
     * @param ended whether its viewers saw its end
     * @param delays seconds from a segment's last byte until all its renditions can be played
     */
    record Stream(
            String name,
            long framesIn,
            long breaks,
            String lastBreak,
            boolean ended,
            List<Rendition> renditions,
            Optional<Quantiles> delays) {
        Stream {
            renditions = List.copyOf(renditions);
        }
    }

    /** One rendition of a stream. */
    record Rendition(String name, RenditionWatch.Findings seen) {}

    /**
     * @param growth of the whole network; empty when it was not watched for long enough
     * @param growthByKind of its parts
     */
    record Memory(long peakBytes, Optional<MemoryLog.Growth> growth, Map<NetworkProcess.Kind, Double> growthByKind) {
        Memory {
            growthByKind = Map.copyOf(growthByKind);
        }
    }

    /** Connections of the stranger, and those that the server refused or ended. */
    record Hostility(long tried, long shut) {
        static final Hostility NONE = new Hostility(0, 0);
    }

    /** A gateway that died took segments with it that were not complete yet. */
    boolean gatewayDied() {
        return kills.stream().anyMatch(kill -> kill.victim().kind() == NetworkProcess.Kind.GATEWAY);
    }
}
