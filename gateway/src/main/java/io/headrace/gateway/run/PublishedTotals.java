package io.headrace.gateway.run;

import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.media.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job has published so far, in sums.
 *
 * @param seconds how long it plays
 * @param renditions in the order of the ladder
 */
public record PublishedTotals(long units, double seconds, List<Rendition> renditions) {

    public PublishedTotals {
        renditions = List.copyOf(renditions);
    }

    /** @param width of its latest segment; zero before the first */
    public record Rendition(String name, int width, int height, long frames) {

        private Rendition plus(PublishedRendition segment) {
            return new Rendition(name, segment.width(), segment.height(), frames + segment.frames());
        }
    }

    static PublishedTotals of(JobOrder order) {
        return new PublishedTotals(
                0,
                0,
                names(order).stream().map(name -> new Rendition(name, 0, 0, 0)).toList());
    }

    private static List<String> names(JobOrder order) {
        return switch (order) {
            case VideoOrder video ->
                video.ladder().profiles().stream().map(Profile::name).toList();
            case RealtimeJobOrder _ -> List.of(RealtimeJobOrder.OUTPUT);
            case BatchJobOrder _ -> List.of();
        };
    }

    PublishedTotals plus(PublishedUnit unit) {
        var sums = new ArrayList<Rendition>();
        for (int i = 0; i < renditions.size(); i++) {
            sums.add(renditions.get(i).plus(unit.renditions().get(i)));
        }
        return new PublishedTotals(units + 1, seconds + unit.seconds(), sums);
    }
}
