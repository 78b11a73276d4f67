package io.headrace.gateway.publication;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.job.Outcome;
import io.headrace.media.MediaBytes;
import io.headrace.media.playlist.MediaPlaylist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stream's result while it grows: the newest segments on disk, the playlists made when they are asked for. What left
 * the window stays for a while, for players that are late, and for good where the order wants it kept. Any thread; one
 * unit at a time is published.
 */
public final class LivePublication implements Publication {

    /** How many more stay on disk: a player reads its playlist and comes for its segments some seconds later. */
    private static final int LINGERING = 6;

    private final VideoOrder order;
    private final Keeping keeping;
    private final Mp4Files files;
    private final PublicationRecord record;
    private final InstantSource clock;
    private final Map<Long, CompletableFuture<Fate>> awaited = new ConcurrentHashMap<>();

    /** Guarded by this: the newest last. */
    private final List<PublishedUnit> units = new ArrayList<>();

    /** Guarded by this. */
    private final PlaylistWindow window = new PlaylistWindow();

    /** Guarded by this: entries, and discontinuities among them, that are not in {@link #units} any more. */
    private long forgotten;

    private long forgottenDiscontinuities;

    /** Guarded by this: the number of the next unit. */
    private long next;

    /** Guarded by this: a unit was left out since the last one. */
    private boolean gap;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private LivePublication(
            VideoOrder order, Keeping keeping, MediaEngine media, PublicationRecord record, InstantSource clock) {
        this.order = order;
        this.keeping = keeping;
        this.files = new Mp4Files(order.output(), media);
        this.record = record;
        this.clock = clock;
    }

    /** What became of one unit. */
    public sealed interface Fate {}

    /** It can be played. */
    public record Published(PublishedUnit unit) implements Fate {}

    /** Nobody could work on it; the stream goes on without it. */
    public record LeftOut() implements Fate {}

    /** The stream ended before its turn came. */
    public record StreamEnded() implements Fate {}

    /** Opens the stream's folder, with what was published before. */
    public static LivePublication open(VideoOrder order, Keeping keeping, MediaEngine media, InstantSource clock)
            throws IOException {
        for (var profile : order.ladder().profiles()) {
            Files.createDirectories(order.output().resolve(profile.name()));
        }
        if (order.playsSource()) {
            Files.createDirectories(order.output().resolve(SourceRendition.NAME));
        }
        var record = PublicationRecord.in(order.folder());
        var publication = new LivePublication(order, keeping, media, record, clock);
        publication.recover(record.read());
        return publication;
    }

    /** Opens the folder of a stream that was over before: nothing is added any more. */
    public static LivePublication openOver(VideoOrder order, Keeping keeping, MediaEngine media) throws IOException {
        var publication = open(order, keeping, media, () -> Instant.EPOCH);
        publication.ended.complete(null);
        return publication;
    }

    private synchronized void recover(List<PublishedUnit> before) throws IOException {
        for (var unit : before) {
            window.addOld();
            add(unit);
        }
    }

    @Override
    public synchronized void publish(PublishedUnit unit, List<MediaBytes> bytes) throws IOException {
        if (unit.seq() < next) {
            return;
        }
        for (int i = 0; i < bytes.size(); i++) {
            WholeFile.write(files.segment(unit.renditions().get(i).name(), unit.seq()), bytes.get(i));
        }
        var shown = gap ? unit.afterGap() : unit;
        record.append(shown);
        window.add(clock.instant(), Duration.ofMillis(Math.round(shown.seconds() * 1_000)));
        add(shown);
        settle(unit.seq(), new Published(shown));
    }

    /** What follows does not continue what came before. */
    @Override
    public synchronized void skip(long seq) {
        if (seq >= next) {
            next = seq + 1;
            gap = true;
            settle(seq, new LeftOut());
        }
    }

    private void add(PublishedUnit unit) throws IOException {
        units.add(unit);
        next = unit.seq() + 1;
        gap = false;
        while (keeping == Keeping.WINDOW && units.size() > window.size() + LINGERING) {
            forget(units.removeFirst());
        }
    }

    private void forget(PublishedUnit oldest) throws IOException {
        forgotten++;
        forgottenDiscontinuities += oldest.discontinuity() ? 1 : 0;
        for (var rendition : oldest.renditions()) {
            Files.deleteIfExists(files.segment(rendition.name(), oldest.seq()));
        }
    }

    @Override
    public synchronized long next() {
        return next;
    }

    /** What is known of the units published last. */
    public synchronized List<PublishedUnit> units() {
        return List.copyOf(units);
    }

    /** Tells what becomes of a unit, as soon as it is known; one that left the window counts as left out. */
    public synchronized CompletableFuture<Fate> fate(long seq) {
        if (seq < next) {
            return CompletableFuture.completedFuture(units.stream()
                    .filter(unit -> unit.seq() == seq)
                    .findFirst()
                    .<Fate>map(Published::new)
                    .orElseGet(LeftOut::new));
        }
        var fate = awaited.computeIfAbsent(seq, _ -> new CompletableFuture<>());
        if (over()) {
            fate.complete(new StreamEnded());
        }
        return fate;
    }

    private void settle(long seq, Fate fate) {
        var waiting = awaited.remove(seq);
        if (waiting != null) {
            waiting.complete(fate);
        }
    }

    /** Empty before the first segment. */
    public synchronized Optional<String> master() {
        return units.isEmpty()
                ? Optional.empty()
                : Optional.of(Hls.master(units, name -> streamName() + "/" + name + ".m3u8"));
    }

    /** The playlist of one rendition; segments are named relative to it. Empty for one that is not there. */
    public synchronized Optional<String> playlist(String rendition, Extent extent) {
        if (units.isEmpty() || !knows(rendition)) {
            return Optional.empty();
        }
        boolean all = extent == Extent.ALL || (over() && keeping != Keeping.WINDOW);
        int from = Math.max(begins(rendition), all ? 0 : units.size() - window.size());
        var older = units.subList(0, from);
        long discontinuities = forgottenDiscontinuities
                + older.stream().filter(PublishedUnit::discontinuity).count();
        var shown = units.subList(from, units.size());
        return Optional.of(new MediaPlaylist(
                        forgotten + from,
                        discontinuities,
                        Hls.entries(shown, unit -> rendition + "/" + unit.seq() + ".ts"),
                        over())
                .text());
    }

    /** Of which unit on every one has that rendition: a source that cannot be played in one unit begins anew after it. */
    private int begins(String rendition) {
        int begins = units.size();
        while (begins > 0 && units.get(begins - 1).rendition(rendition).isPresent()) {
            begins--;
        }
        return begins;
    }

    /** How much of a stream a playlist shows. */
    public enum Extent {
        WINDOW,
        ALL
    }

    private boolean knows(String rendition) {
        return units.getLast().rendition(rendition).isPresent();
    }

    /** Where a segment lies; empty when it is gone, or never was. */
    public synchronized Optional<Path> segment(String rendition, long seq) {
        boolean there = units.stream()
                .anyMatch(unit -> unit.seq() == seq && unit.rendition(rendition).isPresent());
        return there ? Optional.of(files.segment(rendition, seq)) : Optional.empty();
    }

    /** Where the whole of a rendition lies in one file; empty unless that was ordered and the stream is over. */
    public Optional<Path> recording(String rendition) {
        boolean made = order.ladder().profiles().stream()
                .anyMatch(profile -> profile.name().equals(rendition));
        return Optional.of(order.output().resolve(rendition + ".mp4"))
                .filter(file -> made && keeping == Keeping.RECORDING && over() && Files.isRegularFile(file));
    }

    private String streamName() {
        return order.source() instanceof VideoOrder.OfStream stream ? stream.name() : order.id();
    }

    /** Ends the playlists, however the job ended; joins what is kept where a recording was ordered. */
    @Override
    public void finish(Outcome outcome) throws IOException, ChildException, InterruptedException {
        ended.complete(null);
        awaited.values().forEach(waiting -> waiting.complete(new StreamEnded()));
        awaited.clear();
        var all = units();
        if (keeping == Keeping.RECORDING && !all.isEmpty()) {
            files.join(order.ladder(), all);
        }
    }

    /** Nothing is added any more. */
    public boolean over() {
        return ended.isDone();
    }

    /** Done when nothing is added any more. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Of a stream that is over: removes the segments that nobody wanted kept. */
    public synchronized void discard() throws IOException {
        if (keeping == Keeping.WINDOW) {
            for (var unit : List.copyOf(units)) {
                forget(unit);
            }
            units.clear();
        }
    }
}
