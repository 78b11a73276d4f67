package io.headrace.ffmpeg;

import io.headrace.media.Ladder;
import io.headrace.media.request.MediaReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** All renditions of one segment at work: a line for each, some fed by the decoder and some by a larger one. */
final class Renditions {

    private final List<RenditionLine> lines;
    private final List<RenditionLine> fedBySource;
    private final List<Future<MediaReply.Output>> results;

    private Renditions(
            List<RenditionLine> lines, List<RenditionLine> fedBySource, List<Future<MediaReply.Output>> results) {
        this.lines = lines;
        this.fedBySource = fedBySource;
        this.results = results;
    }

    /**
     * @param scalers one for each profile
     * @param threads gives each task a thread at once
     */
    static Renditions start(
            Ladder ladder,
            List<PictureScaler> scalers,
            RenditionWriter.Plan plan,
            Encoders encoders,
            int sourceWidth,
            int sourceHeight,
            ExecutorService threads) {
        var lines = new ArrayList<RenditionLine>();
        for (int i = 0; i < ladder.size(); i++) {
            lines.add(new RenditionLine(
                    scalers.get(i), new RenditionWriter(ladder.profiles().get(i), plan, encoders)));
        }
        var parents = Cascade.parents(scalers.stream().map(PictureScaler::size).toList(), sourceWidth, sourceHeight);
        var fedBySource = new ArrayList<RenditionLine>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            parents.get(i).ifPresentOrElse(parent -> lines.get(parent).feed(line), () -> fedBySource.add(line));
        }
        return new Renditions(
                lines, fedBySource, lines.stream().map(threads::submit).toList());
    }

    void picture(AVFrame frame) throws InterruptedException {
        for (var line : fedBySource) {
            line.picture(frame);
        }
    }

    void sound(AVPacket packet) throws InterruptedException {
        for (var line : lines) {
            line.sound(packet);
        }
    }

    boolean anyFailed() {
        return lines.stream().anyMatch(RenditionLine::failed);
    }

    /** Ends them all and waits for them, whatever happened. */
    List<MediaReply.Output> finish() throws LibavException, RefusedException, InterruptedException {
        for (var line : fedBySource) {
            line.end();
        }
        var outputs = new ArrayList<MediaReply.Output>();
        var failures = new ArrayList<Throwable>();
        for (var result : results) {
            try {
                outputs.add(result.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            }
        }
        tellWorst(failures);
        return outputs;
    }

    /** What the input is at fault for explains everything else. */
    private static void tellWorst(List<Throwable> failures) throws LibavException, RefusedException {
        for (var failure : failures) {
            if (failure instanceof RefusedException refused) {
                throw refused;
            }
        }
        if (failures.isEmpty()) {
            return;
        }
        if (failures.getFirst() instanceof LibavException known) {
            throw known;
        }
        throw new IllegalStateException("A rendition stopped", failures.getFirst());
    }
}
