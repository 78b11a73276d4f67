package io.headrace.gateway.publication;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.media.MediaBytes;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A file job's result on disk: {@code master.m3u8}, {@code {rendition}/index.m3u8} with its segments and, at the end,
 * {@code {rendition}.mp4}. A unit is published once: its files are moved into place, then its line is written, and only
 * then the playlists show it. Any thread; one unit at a time.
 */
public final class FilePublication {

    private static final Duration PATIENCE_WITH_JOIN = Duration.ofHours(1);

    private final JobOrder order;
    private final MediaEngine media;
    private final PublicationRecord record;

    /** Guarded by this. */
    private final List<PublishedUnit> units;

    private FilePublication(JobOrder order, MediaEngine media, PublicationRecord record, List<PublishedUnit> units) {
        this.order = order;
        this.media = media;
        this.record = record;
        this.units = units;
    }

    /** Opens the folder, with what was published before. */
    public static FilePublication open(JobOrder order, MediaEngine media) throws IOException {
        for (var profile : order.ladder().profiles()) {
            Files.createDirectories(order.output().resolve(profile.name()));
        }
        var record = new PublicationRecord(order.folder().resolve("published.jsonl"));
        return new FilePublication(order, media, record, record.read());
    }

    /**
     * Publishes a unit unless it was before.
     *
     * @param bytes of each rendition, in the order of the unit's
     */
    public synchronized void publish(PublishedUnit unit, List<MediaBytes> bytes) throws IOException {
        if (unit.seq() < units.size()) {
            return;
        }
        if (unit.seq() > units.size()) {
            throw new IllegalStateException("Unit " + unit.seq() + " comes before " + units.size());
        }
        for (int i = 0; i < bytes.size(); i++) {
            write(segment(unit.renditions().get(i), unit.seq()), bytes.get(i));
        }
        record.append(unit);
        units.add(unit);
        playlists(false);
    }

    /** Closes the playlists and joins every rendition into one MP4. */
    public synchronized void finish() throws IOException, ChildException, InterruptedException {
        playlists(true);
        for (var rendition : units.getFirst().renditions()) {
            var segments =
                    units.stream().map(unit -> segment(rendition, unit.seq())).toList();
            var target = order.output().resolve(rendition.name() + ".mp4");
            var answer = media.ask(new MediaRequest.Join(segments, target), PATIENCE_WITH_JOIN);
            if (answer instanceof MediaAnswer.Refused<MediaReply.Joined> refused) {
                throw new IOException("The segments of " + rendition.name() + " cannot be joined: "
                        + refused.refusal().sentence());
            }
        }
    }

    public synchronized List<PublishedUnit> units() {
        return new ArrayList<>(units);
    }

    /** How many units are published: the number of the next. */
    public synchronized long next() {
        return units.size();
    }

    private void playlists(boolean ended) throws IOException {
        var text = Hls.media(units, ended);
        for (var profile : order.ladder().profiles()) {
            write(order.output().resolve(profile.name()).resolve("index.m3u8"), bytes(text));
        }
        write(order.output().resolve("master.m3u8"), bytes(Hls.master(units)));
    }

    private Path segment(PublishedRendition rendition, long seq) {
        return order.output().resolve(rendition.name()).resolve(seq + ".ts");
    }

    private static MediaBytes bytes(String text) {
        return MediaBytes.owning(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever reads the file sees all of it or none. */
    private static void write(Path file, MediaBytes bytes) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".part");
        try (var out = Files.newOutputStream(aside)) {
            bytes.writeTo(out);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
