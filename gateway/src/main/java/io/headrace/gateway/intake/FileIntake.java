package io.headrace.gateway.intake;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Unit;
import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaDescription;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.MediaStream;
import io.headrace.media.request.SegmentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts a file into units. The cutting runs ahead on disk; a unit is told to the job as soon as it is cut and the job
 * has room for it, so the first is dispatched while the last is not yet read.
 */
public final class FileIntake implements Intake {

    private static final Duration PATIENCE_WITH_PROBE = Duration.ofSeconds(30);

    /** Cutting copies, it does not encode: hours of video take minutes. */
    private static final Duration PATIENCE_WITH_SPLIT = Duration.ofHours(2);

    private final VideoOrder order;
    private final Path input;
    private final MediaEngine media;
    private final Consumer<JobEvent> job;

    /** Guarded by this: what is cut, and of it the first unit not told yet. */
    private final List<SegmentFile> cut = new ArrayList<>();

    private final List<Hash256> hashes = new ArrayList<>();

    private int next;

    /** Guarded by this: the job takes units below this number. */
    private long upTo;

    /** Guarded by this: how the source ended, until it is told. */
    private Optional<JobEvent> end = Optional.empty();

    /** Guarded by this: nothing more will be cut. */
    private boolean over;

    private volatile Optional<MediaDescription> description = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();

    /** @param job hears of units and of the source's end, in order; its calls return at once */
    public FileIntake(VideoOrder order, Path input, MediaEngine media, Consumer<JobEvent> job) {
        this.order = order;
        this.input = input;
        this.media = media;
        this.job = job;
    }

    /** Probes, then cuts the whole file. */
    @Override
    public void run() {
        try {
            Files.createDirectories(order.segments());
            var probed = media.ask(new MediaRequest.Probe(input), PATIENCE_WITH_PROBE);
            switch (probed) {
                case MediaAnswer.Refused<MediaDescription> refused ->
                    fail(Reason.INPUT_UNUSABLE, refused.refusal().sentence());
                case MediaAnswer.Done<MediaDescription> done -> {
                    description = Optional.of(done.reply());
                    split();
                }
            }
        } catch (ChildException | IOException | UncheckedIOException broken) {
            fail(Reason.SOURCE_FAILED, String.valueOf(broken.getMessage()));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void allow(long from, long newUpTo) {
        next = (int) Math.max(next, from);
        upTo = Math.max(upTo, newUpTo);
        tell();
    }

    /** After a restart a unit of the earlier life may have to be cut anew, and is waited for. */
    @Override
    public synchronized SourceUnit unit(long seq) throws IOException, InterruptedException {
        while (cut.size() <= seq) {
            if (over) {
                throw new IOException("The source has no unit " + seq + " any more, only " + cut.size());
            }
            wait();
        }
        var video = description.flatMap(MediaDescription::video);
        return new SourceUnit(
                cut.get((int) seq),
                video.map(MediaStream.Video::width).orElse(0),
                video.map(MediaStream.Video::height).orElse(0),
                false);
    }

    @Override
    public synchronized Hash256 hash(long seq) {
        return hashes.get((int) seq);
    }

    @Override
    public VideoCodec codec() {
        return description
                .flatMap(MediaDescription::video)
                .filter(video -> video.codec().equals("hevc"))
                .map(_ -> VideoCodec.HEVC)
                .orElse(VideoCodec.H264);
    }

    @Override
    public Duration known() {
        return description.map(MediaDescription::duration).orElse(Duration.ZERO);
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    private void split() throws ChildException, InterruptedException {
        var request = new MediaRequest.Split(input, order.segments(), MediaRequest.Split.USUAL_TARGET);
        switch (media.ask(request, PATIENCE_WITH_SPLIT, this::cut)) {
            case MediaAnswer.Refused<MediaReply.FileSplit> refused ->
                fail(Reason.INPUT_UNUSABLE, refused.refusal().sentence());
            case MediaAnswer.Done<MediaReply.FileSplit> _ -> end(new JobEvent.SourceEnded());
        }
    }

    private void cut(SegmentFile segment) {
        try {
            add(segment, Keccak.hash(MediaBytes.read(segment.file()).asByteBuffer()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The segment " + segment.file() + " that was just cut", unreadable);
        }
    }

    private synchronized void add(SegmentFile segment, Hash256 hash) {
        hashes.add(hash);
        cut.add(segment);
        notifyAll();
        tell();
    }

    private void fail(Reason reason, String sentence) {
        problem = Optional.of(sentence);
        end(new JobEvent.SourceFailed(reason));
    }

    private synchronized void end(JobEvent how) {
        end = Optional.of(how);
        over = true;
        notifyAll();
        tell();
    }

    private void tell() {
        while (next < cut.size() && next < upTo) {
            var segment = cut.get(next++);
            job.accept(new JobEvent.SegmentReady(
                    new Unit(segment.seq(), segment.offset(), segment.duration(), pixels(segment))));
        }
        if (next >= cut.size() && end.isPresent()) {
            job.accept(end.get());
            end = Optional.empty();
        }
    }

    private long pixels(SegmentFile segment) {
        return EstimatedPixels.of(order.ladder(), segment.duration(), description.flatMap(MediaDescription::video));
    }
}
