package io.headrace.ffmpeg;

import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest.Transcode;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Makes all renditions of a segment at once: decoded once, scaled in a cascade, a thread for each rendition. The decoder
 * and what the bench keeps stay for the next segment of the same stream; pictures of one stream never meet another's.
 */
final class Transcoder implements SegmentWork {

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("rendition-", 0).factory());
    private final Bench bench;
    private Optional<Kept> kept = Optional.empty();

    /** In software. */
    Transcoder() {
        this(new SoftwareBench());
    }

    /** @param bench is this transcoder's from now on */
    Transcoder(Bench bench) {
        this.bench = bench;
    }

    @Override
    public MediaReply.Transcoded transcode(Transcode request, MediaLimits limits)
            throws LibavException, RefusedException, InterruptedException {
        for (var profile : request.ladder().profiles()) {
            bench.check(profile);
        }
        try (var input = Input.open(request.segment(), limits)) {
            var video = input.video();
            var decoder = decoder(request.stream(), video, limits);
            try {
                return new SegmentRun(input, video, decoder, request, bench, threads).run();
            } catch (LibavException | RefusedException | RuntimeException failure) {
                forget();
                throw failure;
            }
        }
    }

    private PictureDecoder decoder(String stream, AVStream video, MediaLimits limits) throws LibavException {
        var parameters = video.codecpar();
        byte[] extra = new byte[Math.max(0, parameters.extradata_size())];
        if (extra.length > 0) {
            parameters.extradata().get(extra);
        }
        var key =
                new Key(stream, parameters.codec_id(), parameters.width(), parameters.height(), Arrays.hashCode(extra));
        if (kept.isEmpty() || !kept.get().key().equals(key)) {
            forget();
            int maxPixels = (int) Math.min(Integer.MAX_VALUE, limits.pixels() + limits.pixels() / 8);
            kept = Optional.of(new Kept(key, bench.decoder(video, maxPixels)));
        }
        return kept.get().decoder();
    }

    private void forget() {
        kept.ifPresent(it -> it.decoder().close());
        kept = Optional.empty();
        bench.forget();
    }

    @Override
    public void close() {
        threads.close();
        forget();
        bench.close();
    }

    private record Key(String stream, int codec, int width, int height, int extradata) {}

    private record Kept(Key key, PictureDecoder decoder) {}
}
