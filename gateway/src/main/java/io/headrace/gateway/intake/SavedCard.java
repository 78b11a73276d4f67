package io.headrace.gateway.intake;

import io.headrace.crypto.Hash256;
import io.headrace.media.Container;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.SegmentFile;
import java.nio.file.Path;
import java.time.Duration;

/** A card of the {@link Shelf} as it lies on disk: names and numbers only. */
record SavedCard(
        long seq,
        String file,
        long startTicks,
        long offsetNanos,
        long durationNanos,
        long frames,
        int width,
        int height,
        boolean discontinuity,
        VideoCodec codec,
        Container container,
        String hash) {

    static SavedCard of(Shelf.Card card) {
        var unit = card.unit();
        var segment = unit.file();
        return new SavedCard(
                segment.seq(),
                String.valueOf(segment.file().getFileName()),
                segment.start().ticks(),
                segment.offset().toNanos(),
                segment.duration().toNanos(),
                segment.frames(),
                unit.width(),
                unit.height(),
                unit.discontinuity(),
                card.codec(),
                card.container(),
                card.hash().toString());
    }

    Shelf.Card in(Path folder) {
        var segment = new SegmentFile(
                seq,
                folder.resolve(file),
                new MediaTime(startTicks),
                Duration.ofNanos(offsetNanos),
                Duration.ofNanos(durationNanos),
                frames);
        return new Shelf.Card(
                new SourceUnit(segment, width, height, discontinuity), codec, container, Hash256.parse(hash));
    }
}
