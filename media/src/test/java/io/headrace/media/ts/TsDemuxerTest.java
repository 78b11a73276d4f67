package io.headrace.media.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SampleUnits;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A real stream, and streams that are not as they should be. */
class TsDemuxerTest {

    private static final TsStreams PICTURES = TsStreams.ofPictures(VideoCodec.H264);
    private static final TsStreams BOTH = PICTURES.with(SoundCodec.AAC);

    @Test
    void readsAClipOfFfmpegAsFfprobeDoes() throws IOException {
        var units = TransportStreamTest.demuxed(MediaBytes.owning(clip("clip.ts")));

        var pictures = of(Picture.class, units);
        var sounds = of(Sound.class, units);
        assertThat(pictures).hasSize(36);
        assertThat(pictures.stream().filter(Picture::keyframe).map(Picture::presentation))
                .containsExactly(new MediaTime(138_000), new MediaTime(228_000), new MediaTime(318_000));
        assertThat(pictures.subList(0, 4))
                .map(picture -> List.of(
                        picture.presentation().ticks(), picture.decoding().ticks()))
                .containsExactly(
                        List.of(138_000L, 126_000L),
                        List.of(156_000L, 132_000L),
                        List.of(144_000L, 138_000L),
                        List.of(150_000L, 144_000L));
        // Several frames in one PES packet: 1,024 samples at 44.1 kHz are 2,089.8 ticks.
        assertThat(sounds).hasSize(105);
        assertThat(sounds.subList(0, 4))
                .map(sound -> sound.presentation().ticks())
                .containsExactly(135_910L, 138_000L, 140_090L, 142_179L);
    }

    @Test
    void readsOpusOfFfmpegAsFfprobeDoes() throws IOException {
        var units = TransportStreamTest.demuxed(MediaBytes.owning(clip("opus.ts")));

        // Six packets of 20 ms in each PES packet, the first of which says what to trim.
        var sounds = of(Sound.class, units);
        assertThat(of(Picture.class, units)).hasSize(15);
        assertThat(sounds).hasSize(51).map(Sound::codec).containsOnly(SoundCodec.OPUS);
        assertThat(sounds.subList(0, 3))
                .map(sound -> List.of(
                        sound.presentation().ticks(), (long) sound.bytes().length()))
                .containsExactly(List.of(126_000L, 89L), List.of(127_800L, 58L), List.of(129_600L, 64L));
        assertThat(sounds.getLast().presentation()).isEqualTo(new MediaTime(216_000));
        assertThat(sounds.stream().mapToInt(sound -> sound.bytes().length()).sum())
                .isEqualTo(3_630);
    }

    @Test
    void aClipComesBackFromTheMuxerAsItWas() throws IOException {
        var units = TransportStreamTest.demuxed(MediaBytes.owning(clip("clip.ts")));

        TransportStreamTest.assertSame(TransportStreamTest.demuxed(TransportStreamTest.muxed(BOTH, units)), units);
    }

    @Test
    void dropsTheUnitWithAMissingPacketAndNoOther() {
        var units = List.of(
                SampleUnits.keyframe(0, 0, 20_000),
                SampleUnits.picture(3000, 3000, 20_000),
                SampleUnits.picture(6000, 6000, 20_000));
        byte[] bytes = SampleUnits.array(TransportStreamTest.muxed(PICTURES, units));
        var demuxer = new TsDemuxer();
        int lost = 188 * 150;

        var read = new ArrayList<>(demuxer.feed(ByteBuffer.wrap(bytes, 0, lost)));
        read.addAll(demuxer.feed(ByteBuffer.wrap(bytes, lost + 188, bytes.length - lost - 188)));

        assertThat(read).map(AccessUnit::decoding).containsExactly(MediaTime.ZERO, new MediaTime(6000));
        assertThat(demuxer.droppedUnits()).isOne();
    }

    @Test
    void findsThePacketsAgainAfterBytesThatAreNone() {
        var units = List.of(
                SampleUnits.keyframe(0, 0, 1_000),
                SampleUnits.picture(3000, 3000, 1_000),
                SampleUnits.picture(6000, 6000, 1_000));
        byte[] bytes = SampleUnits.array(TransportStreamTest.muxed(PICTURES, units));
        byte[] noise = new byte[1_001];
        Arrays.fill(noise, (byte) 0x48);
        noise[500] = 0x47;
        var demuxer = new TsDemuxer();
        int middle = bytes.length / 188 / 2 * 188;

        demuxer.feed(ByteBuffer.wrap(noise));
        var read = new ArrayList<>(demuxer.feed(ByteBuffer.wrap(bytes, 0, middle)));
        demuxer.feed(ByteBuffer.wrap(noise));
        read.addAll(demuxer.feed(ByteBuffer.wrap(bytes, middle, bytes.length - middle)));

        TransportStreamTest.assertSame(read, List.copyOf(units));
        assertThat(demuxer.skippedBytes()).isEqualTo(2L * noise.length);
    }

    @Test
    void countersThatBeginAnewLoseNothingWhenTheJointIsTold() {
        var demuxer = new TsDemuxer();
        var read = new ArrayList<AccessUnit>();
        for (int segment = 0; segment < 5; segment++) {
            var picture = SampleUnits.keyframe(segment * 9000L, segment * 9000L, 100_000);
            read.addAll(demuxer.feed(
                    TransportStreamTest.muxed(PICTURES, List.of(picture)).asByteBuffer()));
            read.addAll(demuxer.finish());
        }

        assertThat(read).hasSize(5);
        assertThat(demuxer.droppedUnits()).isZero();
    }

    @Test
    void aFrameOfSoundMayEndInTheNextPacket() {
        var splitter = new AdtsSplitter();
        var sounds = new ArrayList<Sound>();
        ByteBuffer frames = SampleUnits.joined(
                SampleUnits.sound(0, 200).bytes(),
                SampleUnits.sound(0, 210).bytes(),
                SampleUnits.sound(0, 220).bytes());
        int cut = 210;

        splitter.add(new MediaTime(1000), frames.slice(0, cut), sounds);
        splitter.add(new MediaTime(4840), frames.slice(cut, frames.limit() - cut), sounds);

        assertThat(sounds).map(sound -> sound.presentation().ticks()).containsExactly(1000L, 2920L, 4840L);
        assertThat(sounds).map(sound -> sound.bytes().length()).containsExactly(207, 217, 227);
    }

    @Test
    void dropsAPictureBeyondTheLimit() {
        var units = List.of(SampleUnits.keyframe(0, 0, 200_000), SampleUnits.picture(3000, 3000, 1_000));
        var demuxer = new TsDemuxer(100_000);

        var read = demuxer.feed(TransportStreamTest.muxed(PICTURES, units).asByteBuffer());

        assertThat(read).map(AccessUnit::decoding).containsExactly(new MediaTime(3000));
        assertThat(demuxer.droppedUnits()).isOne();
    }

    @Test
    void noBytesAreAnError() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            byte[] clip = clip(random.nextBoolean() ? "clip.ts" : "opus.ts");
            byte[] bytes = spoiled(clip, random);
            var demuxer = new TsDemuxer(1 << 20);

            long held = 0;
            for (AccessUnit unit : demuxer.feed(ByteBuffer.wrap(bytes))) {
                held += unit.bytes().length();
            }
            for (AccessUnit unit : demuxer.finish()) {
                held += unit.bytes().length();
            }

            assertThat(held).as("seed %d", seed).isLessThanOrEqualTo(bytes.length);
        }
    }

    /** Flipped bits, a missing piece, or noise behind sync bytes. */
    private static byte[] spoiled(byte[] clip, Random random) {
        byte[] bytes = clip.clone();
        switch (random.nextInt(3)) {
            case 0 -> {
                for (int flips = 1 + random.nextInt(300); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> {
                int from = random.nextInt(bytes.length);
                int count = random.nextInt(bytes.length - from);
                System.arraycopy(clip, from + count, bytes, from, bytes.length - from - count);
            }
            default -> {
                random.nextBytes(bytes);
                System.arraycopy(clip, 0, bytes, 0, 3 * 188);
                for (int at = 0; at < bytes.length; at += 188) {
                    bytes[at] = 0x47;
                    bytes[at + 1] = (byte) (random.nextInt(4) == 0 ? 0x41 : 1);
                    bytes[at + 2] &= 1;
                }
            }
        }
        return bytes;
    }

    private static byte[] clip(String name) throws IOException {
        try (InputStream clip = TsDemuxerTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(clip).readAllBytes();
        }
    }

    private static <T extends AccessUnit> List<T> of(Class<T> kind, List<AccessUnit> units) {
        return units.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
