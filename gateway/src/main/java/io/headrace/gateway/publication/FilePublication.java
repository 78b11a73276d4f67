package io.headrace.gateway.publication;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.job.Outcome;
import io.headrace.media.MediaBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A file job's result on disk: {@code master.m3u8}, {@code {rendition}/index.m3u8} with its segments and, at the end,
 * {@code {rendition}.mp4}. A unit is published once: its files are moved into place, then its line is written, and only
 * then the playlists show it. Any thread; one unit at a time.
 */
public final class FilePublication implements Publication {

    private final VideoOrder order;
    private final Mp4Files files;
    private final PublicationRecord record;

    /** Guarded by this. */
    private final List<PublishedUnit> units;

    private FilePublication(VideoOrder order, MediaEngine media, PublicationRecord record, List<PublishedUnit> units) {
        this.order = order;
        this.files = new Mp4Files(order.output(), media);
        this.record = record;
        this.units = units;
    }

    /** Opens the folder, with what was published before. */
    public static FilePublication open(VideoOrder order, MediaEngine media) throws IOException {
        for (var profile : order.ladder().profiles()) {
            Files.createDirectories(order.output().resolve(profile.name()));
        }
        var record = PublicationRecord.in(order.folder());
        return new FilePublication(order, media, record, record.read());
    }

    @Override
    public synchronized void publish(PublishedUnit unit, List<MediaBytes> bytes) throws IOException {
        if (unit.seq() < units.size()) {
            return;
        }
        if (unit.seq() > units.size()) {
            throw new IllegalStateException("Unit " + unit.seq() + " comes before " + units.size());
        }
        for (int i = 0; i < bytes.size(); i++) {
            WholeFile.write(files.segment(unit.renditions().get(i).name(), unit.seq()), bytes.get(i));
        }
        record.append(unit);
        units.add(unit);
        playlists(false);
    }

    @Override
    public void skip(long seq) {
        throw new IllegalStateException("The result of a file has no gaps, and unit " + seq + " was to be left out");
    }

    /** Of a completed job: closes the playlists and joins every rendition into one MP4. */
    @Override
    public synchronized void finish(Outcome outcome) throws IOException, ChildException, InterruptedException {
        if (outcome instanceof Outcome.Completed) {
            playlists(true);
            files.join(order.ladder(), units);
        }
    }

    public synchronized List<PublishedUnit> units() {
        return new ArrayList<>(units);
    }

    @Override
    public synchronized long next() {
        return units.size();
    }

    private void playlists(boolean ended) throws IOException {
        var text = Hls.media(units, ended);
        for (var profile : order.ladder().profiles()) {
            WholeFile.write(order.output().resolve(profile.name()).resolve("index.m3u8"), text);
        }
        WholeFile.write(order.output().resolve("master.m3u8"), Hls.master(units, name -> name + "/index.m3u8"));
    }
}
