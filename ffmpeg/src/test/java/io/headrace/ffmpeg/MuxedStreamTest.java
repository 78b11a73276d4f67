package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.ts.TsBuffer;
import io.headrace.media.ts.TsDemuxer;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our muxer writes, as libav reads it. */
class MuxedStreamTest {

    private static final TsStreams PICTURES = TsStreams.ofPictures(VideoCodec.H264);
    /** 20 ms of silence in stereo. */
    private static final byte[] SILENCE = {(byte) 0xfc, (byte) 0xff, (byte) 0xfe};

    private static final int PACKET_TICKS = 1_800;
    private static final byte[] FILLER_START = {0, 0, 1, 0x0c};

    @TempDir
    Path directory;

    private List<Picture> pictures = List.of();

    @BeforeEach
    void demuxAClip() throws Exception {
        var clip = new Clips(directory).segment(Clips.silent(Clips.shape(320, 180, 30, 1)));
        var demuxer = new TsDemuxer();
        var units = new ArrayList<>(demuxer.feed(clip.asByteBuffer()));
        units.addAll(demuxer.finish());
        pictures = units.stream().map(Picture.class::cast).toList();
    }

    @Test
    void readsOurOpusAsOpus() throws Exception {
        var units = new ArrayList<AccessUnit>();
        for (Picture picture : pictures) {
            units.add(picture);
            units.add(silence(picture.decoding().ticks()));
        }

        var found = Clips.measure(muxed(PICTURES.with(SoundCodec.OPUS), units));

        assertThat(found.frames()).isEqualTo(pictures.size());
        assertThat(found.sound())
                .contains(new Measurement.Sound(
                        "opus",
                        pictures.size(),
                        pictures.getFirst().decoding(),
                        pictures.getLast().decoding()));
    }

    @Test
    void readsAStreamOfOpusAlone() throws Exception {
        var units = new ArrayList<AccessUnit>();
        for (int i = 0; i < 50; i++) {
            units.add(silence(90_000 + (long) i * PACKET_TICKS));
        }

        var packet = av_packet_alloc();
        var times = new ArrayList<Long>();
        try (var input = Input.open(muxed(TsStreams.ofSound(SoundCodec.OPUS), units), MediaLimits.DEFAULT)) {
            assertThat(input.audio().orElseThrow().codecpar().codec_id()).isEqualTo(AV_CODEC_ID_OPUS);
            while (input.read(packet)) {
                times.add(packet.pts());
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }

        assertThat(times)
                .containsExactlyElementsOf(
                        units.stream().map(unit -> unit.presentation().ticks()).toList());
    }

    @Test
    void picturesThatEndWithAnEmptyPacketDecodeToTheSameFrames() throws Exception {
        var large = pictures.stream().map(MuxedStreamTest::filled).toList();

        try (var log = LibavLog.collect()) {
            var plain = frames(muxed(PICTURES, pictures));
            var marked = frames(muxed(PICTURES, large));

            assertThat(plain).hasSameSizeAs(pictures);
            assertThat(marked).isEqualTo(plain);
            assertThat(log.firstOr("nothing")).isEqualTo("nothing");
        }
    }

    /** The same picture, which filler data makes too large for a length in its PES packet. */
    private static Picture filled(Picture picture) {
        byte[] filler = new byte[80_000];
        Arrays.fill(filler, (byte) 0xff);
        filler[filler.length - 1] = (byte) 0x80;
        ByteBuffer bytes = ByteBuffer.allocate(picture.bytes().length() + FILLER_START.length + filler.length)
                .put(picture.bytes().asByteBuffer())
                .put(FILLER_START)
                .put(filler);
        return new Picture(
                picture.codec(),
                picture.presentation(),
                picture.decoding(),
                picture.keyframe(),
                MediaBytes.owning(bytes.array()));
    }

    private static Sound silence(long ticks) {
        return new Sound(SoundCodec.OPUS, new MediaTime(ticks), MediaBytes.owning(SILENCE.clone()));
    }

    private static MediaBytes muxed(TsStreams streams, List<? extends AccessUnit> units) {
        var muxer = new TsMuxer(streams);
        var out = new TsBuffer(0);
        muxer.begin(streams, out);
        units.forEach(unit -> muxer.write(unit, out));
        return out.take();
    }

    /** Time and checksum of the brightness of each frame. */
    private static List<List<Long>> frames(MediaBytes segment) throws LibavException, RefusedException {
        var frames = new ArrayList<List<Long>>();
        var packet = av_packet_alloc();
        try (var input = Input.open(segment, MediaLimits.DEFAULT);
                var decoder = Decoder.open(input.video(), 1 << 20)) {
            while (input.read(packet)) {
                decoder.decode(packet, frame -> frames.add(sum(frame)));
                av_packet_unref(packet);
            }
            decoder.drain(frame -> frames.add(sum(frame)));
        } finally {
            av_packet_free(packet);
        }
        return frames;
    }

    private static List<Long> sum(AVFrame frame) {
        var sum = new CRC32();
        byte[] row = new byte[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
            frame.data(0).position((long) y * frame.linesize(0)).get(row);
            sum.update(row);
        }
        return List.of(frame.best_effort_timestamp(), sum.getValue());
    }
}
