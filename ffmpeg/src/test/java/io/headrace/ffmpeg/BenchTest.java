package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bench may rely on: which tools it is asked for, which come back, and when it must forget. */
class BenchTest {

    private static final Ladder TWO =
            new Ladder(List.of(Profile.h264(256, 144, 300_000), Profile.h264(192, 108, 200_000)));

    private final Clips clips;
    private final CountingBench bench = new CountingBench();

    BenchTest(@TempDir Path directory) {
        this.clips = new Clips(directory);
    }

    @Test
    void getsBackEachEncoderOfASegmentThatIsDone() throws Exception {
        try (var transcoder = new Transcoder(bench)) {
            transcoder.transcode(request("stream", segment()), MediaLimits.DEFAULT);
        }

        assertThat(bench.taken).hasValue(2);
        assertThat(bench.back).hasValue(2);
    }

    @Test
    void doesNotGetBackTheEncoderOfARenditionThatFailed() throws Exception {
        bench.brokenScalers = true;

        try (var transcoder = new Transcoder(bench)) {
            assertThatThrownBy(() -> transcoder.transcode(request("stream", segment()), MediaLimits.DEFAULT))
                    .isInstanceOf(LibavException.class);
        }

        assertThat(bench.taken).hasValueGreaterThan(bench.back.get());
        assertThat(bench.forgotten).hasPositiveValue();
    }

    @Test
    void forgetsWhenAnotherStreamComesAndNotBefore() throws Exception {
        var segment = segment();
        try (var transcoder = new Transcoder(bench)) {
            transcoder.transcode(request("one", segment), MediaLimits.DEFAULT);
            int before = bench.forgotten.get();
            transcoder.transcode(request("one", segment), MediaLimits.DEFAULT);
            assertThat(bench.forgotten).hasValue(before);
            assertThat(bench.decoders).hasValue(1);

            transcoder.transcode(request("two", segment), MediaLimits.DEFAULT);
            assertThat(bench.forgotten).hasValueGreaterThan(before);
            assertThat(bench.decoders).hasValue(2);
        }
    }

    private MediaBytes segment() throws Exception {
        return clips.segment(Clips.shape(320, 180, 10, 1));
    }

    private static MediaRequest.Transcode request(String stream, MediaBytes segment) {
        return new MediaRequest.Transcode(stream, segment, TWO, Preset.ULTRAFAST);
    }

    /** Software, with a tally; its smaller scalers can be broken after the first picture. */
    private static final class CountingBench implements Bench, Encoders {
        private final SoftwareBench software = new SoftwareBench();
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger back = new AtomicInteger();
        private final AtomicInteger forgotten = new AtomicInteger();
        private final AtomicInteger decoders = new AtomicInteger();
        private boolean brokenScalers;

        @Override
        public void check(Profile profile) throws RefusedException {
            software.check(profile);
        }

        @Override
        public PictureDecoder decoder(AVStream video, int maxPixels) throws LibavException {
            decoders.incrementAndGet();
            return software.decoder(video, maxPixels);
        }

        @Override
        public List<PictureScaler> scalers(Ladder ladder, int sourceWidth, int sourceHeight) {
            var honest = software.scalers(ladder, sourceWidth, sourceHeight);
            return brokenScalers
                    ? honest.stream().<PictureScaler>map(BrokenScaler::new).toList()
                    : honest;
        }

        @Override
        public Encoders encoders() {
            return this;
        }

        @Override
        public Encoder take(EncoderOrder order, AVFrame like) throws LibavException, RefusedException {
            taken.incrementAndGet();
            return software.encoders().take(order, like);
        }

        @Override
        public void giveBack(Encoder encoder) {
            back.incrementAndGet();
            software.encoders().giveBack(encoder);
        }

        @Override
        public void forget() {
            forgotten.incrementAndGet();
        }

        @Override
        public void close() {
            software.close();
        }
    }

    /** Scales one picture and no more. */
    private static final class BrokenScaler implements PictureScaler {
        private final PictureScaler honest;
        private boolean used;

        BrokenScaler(PictureScaler honest) {
            this.honest = honest;
        }

        @Override
        public RenditionSize size() {
            return honest.size();
        }

        @Override
        public AVFrame scale(AVFrame source) throws LibavException {
            if (used) {
                throw new LibavException("broken");
            }
            used = true;
            return honest.scale(source);
        }

        @Override
        public void close() {}
    }
}
