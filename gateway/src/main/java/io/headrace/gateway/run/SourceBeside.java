package io.headrace.gateway.run;

import io.headrace.engine.ChildException;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.intake.Intake;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.RenditionSegment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the source of a stream where that is ordered: as one more rendition, behind those that were made of it. A source
 * that came in another container than playlists lead to is left out. Any thread.
 */
record SourceBeside(VideoOrder order, Intake intake, PacketChecks checks) {

    /** The unit with its source, if that is played. */
    PublishedUnit beside(PublishedUnit unit) throws IOException, ChildException, InterruptedException {
        if (!order.playsSource()) {
            return unit;
        }
        var segment = intake.load(unit.seq());
        return segment.container() == Container.MPEG_TS
                ? unit.and(checks.source(SourceRendition.NAME, intake.unit(unit.seq()), segment.bytes()))
                : unit;
    }

    /** What is written for a unit, in the order of its renditions. */
    List<MediaBytes> bytes(PublishedUnit unit, List<RenditionSegment> made) throws IOException, InterruptedException {
        var bytes = new ArrayList<MediaBytes>();
        made.forEach(rendition -> bytes.add(rendition.bytes()));
        if (unit.renditions().size() > made.size()) {
            bytes.add(intake.load(unit.seq()).bytes());
        }
        return bytes;
    }
}
