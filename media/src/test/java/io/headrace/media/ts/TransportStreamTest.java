package io.headrace.media.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.SampleUnits;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.OpusHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the muxer writes, read by the demuxer and by the numbers of the standard. */
class TransportStreamTest {

    private static final TsStreams PICTURES = TsStreams.ofPictures(VideoCodec.H264);
    private static final TsStreams BOTH = PICTURES.with(SoundCodec.AAC);
    private static final long WRAP = 1L << 33;

    @Test
    void unitsComeBackByteByByteWhateverThePiecesAre() {
        List<AccessUnit> units = stream(0);
        byte[] bytes = SampleUnits.array(muxed(BOTH, units));
        var random = new Random(11);

        for (int largest : List.of(1, 7, 188, 1000, 100_000)) {
            var demuxer = new TsDemuxer();
            var read = new ArrayList<AccessUnit>();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(largest));
                read.addAll(demuxer.feed(ByteBuffer.wrap(bytes, at, count)));
                at += count;
            }
            read.addAll(demuxer.finish());
            assertSame(read, units);
            assertThat(demuxer.droppedUnits() + demuxer.skippedBytes()).isZero();
        }
    }

    @Test
    void timesRunOnOverTheWrapOf33Bits() {
        assertSame(demuxed(muxed(BOTH, stream(WRAP - 20_000))), stream(WRAP - 20_000));
    }

    @Test
    void unitsOfEverySizeAroundPacketsAndTheLengthFieldComeBack() {
        var sizes = new ArrayList<Integer>();
        for (int size = 12; size < 800; size++) {
            sizes.add(size);
        }
        sizes.addAll(List.of(65_500, 65_517, 65_522, 65_523, 65_527, 65_528, 65_535, 65_536, 1_000_000));
        var units = new ArrayList<AccessUnit>();
        for (int i = 0; i < sizes.size(); i++) {
            units.add(SampleUnits.picture(i * 3000L + (i % 2) * 3000L, i * 3000L, sizes.get(i)));
        }

        assertSame(demuxed(muxed(PICTURES, units)), units);
    }

    @Test
    void aUnitWithItsLengthIsHandedOnWithItsLastByte() {
        var muxer = new TsMuxer(PICTURES);
        var out = new TsBuffer(0);
        var demuxer = new TsDemuxer();
        muxer.begin(PICTURES, out);
        muxer.write(SampleUnits.keyframe(0, 0, 30_000), out);
        byte[] bytes = SampleUnits.array(out.take());

        assertThat(demuxer.feed(ByteBuffer.wrap(bytes, 0, bytes.length - 1))).isEmpty();
        assertThat(demuxer.feed(ByteBuffer.wrap(bytes, bytes.length - 1, 1))).hasSize(1);
    }

    @Test
    void everyUnitIsHandedOnWithTheLastByteWrittenForIt() {
        for (SoundCodec codec : SoundCodec.values()) {
            var streams = PICTURES.with(codec);
            var muxer = new TsMuxer(streams);
            var out = new TsBuffer(0);
            var demuxer = new TsDemuxer();
            muxer.begin(streams, out);
            for (AccessUnit unit : stream(0)) {
                var written = unit instanceof Sound sound ? SampleUnits.as(codec, sound) : unit;
                muxer.write(written, out);
                byte[] bytes = SampleUnits.array(out.take());

                var early = demuxer.feed(ByteBuffer.wrap(bytes, 0, bytes.length - TsFormat.PACKET));
                var last = demuxer.feed(ByteBuffer.wrap(bytes, bytes.length - TsFormat.PACKET, TsFormat.PACKET));

                assertThat(early).isEmpty();
                assertSame(last, List.of(written));
            }
            assertThat(demuxer.finish()).isEmpty();
            assertThat(demuxer.droppedUnits()).isZero();
        }
    }

    @Test
    void aLargePictureEndsWithAnEmptyPacketOfItsTimes() {
        byte[] bytes = SampleUnits.array(muxed(PICTURES, List.of(SampleUnits.keyframe(6000, 3000, 70_000))));

        ByteBuffer last = ByteBuffer.wrap(bytes, bytes.length - TsFormat.PACKET, TsFormat.PACKET);
        int end = TsFormat.PES_HEADER + 2 * TsFormat.TIME_BYTES;
        ByteBuffer pes = last.slice(bytes.length - end, end);

        assertThat(last.getShort(last.position() + 1)).isEqualTo((short) (0x4000 | Tables.VIDEO_PID));
        assertThat(pes.getInt(0)).isEqualTo(0x1e0);
        assertThat(pes.getShort(4)).isEqualTo((short) (end - TsFormat.PES_START));
        assertThat(PesUnit.parse(pes)).isEmpty();
        assertThat(PesUnit.isEmpty(pes)).isTrue();
    }

    @Test
    void aPaddingPacketEndsAPictureToo() {
        byte[] bytes = SampleUnits.array(muxed(PICTURES, List.of(SampleUnits.keyframe(0, 0, 70_000))));
        byte[] padding = new byte[TsFormat.PACKET];
        Arrays.fill(padding, (byte) 0xff);
        ByteBuffer.wrap(padding).put(bytes, bytes.length - TsFormat.PACKET, 4).putInt(0x1be);
        padding[3] = (byte) (0x10 | (padding[3] & 0xf));
        ByteBuffer.wrap(padding).putShort(8, (short) (TsFormat.PACKET - 10));
        var demuxer = new TsDemuxer();

        assertThat(demuxer.feed(ByteBuffer.wrap(bytes, 0, bytes.length - TsFormat.PACKET)))
                .isEmpty();
        assertThat(demuxer.feed(ByteBuffer.wrap(padding))).hasSize(1);
        assertThat(demuxer.droppedUnits()).isZero();
    }

    @Test
    void opusOfEverySizeComesBack() {
        var units = new ArrayList<AccessUnit>();
        for (int size = 1; size < 1_600; size++) {
            units.add(SampleUnits.opus(size * 1800L, size));
        }
        units.add(SampleUnits.opus(1_600 * 1800L, OpusHeader.MAX_PACKET_BYTES));

        assertSame(demuxed(muxed(PICTURES.with(SoundCodec.OPUS), units)), units);
        assertSame(demuxed(muxed(TsStreams.ofSound(SoundCodec.OPUS), units)), units);
    }

    @Test
    void aStreamOfSoundAloneHasItsClockOnTheSound() {
        var sound = List.of(SampleUnits.sound(90_000, 400), SampleUnits.sound(91_920, 300));
        MediaBytes bytes = muxed(TsStreams.ofSound(SoundCodec.AAC), sound);
        ByteBuffer packets = bytes.asByteBuffer();
        int streams = TsFormat.PACKET + TsFormat.PACKET_HEADER + 1;
        int first = 2 * TsFormat.PACKET;

        assertThat(packets.getShort(streams + 8) & 0x1fff).isEqualTo(Tables.SOUND_PID);
        assertThat(packets.get(first + 5)).isEqualTo((byte) 0x50);
        assertThat(packets.getLong(first + 6) >>> 31).isEqualTo(90_000 - TsMuxer.CLOCK_LEAD_TICKS);
        assertSame(demuxed(bytes), List.copyOf(sound));
    }

    @Test
    void aPictureWithoutDelimiterGetsOne() {
        var bare = SampleUnits.picture(true, SampleUnits.SETS_160X90 + "0000000165", 0, 0, 900);
        var hevc = new Picture(
                VideoCodec.HEVC,
                bare.presentation(),
                bare.decoding(),
                true,
                MediaBytes.owning(SampleUnits.hex("000000012601afff")));

        var read = demuxed(muxed(PICTURES, List.of(bare)));
        var readHevc = demuxed(muxed(TsStreams.ofPictures(VideoCodec.HEVC), List.of(hevc)));

        assertThat(SampleUnits.array(read.getFirst().bytes()))
                .isEqualTo(SampleUnits.joined(MediaBytes.owning(SampleUnits.hex("0000000109f0")), bare.bytes())
                        .array());
        assertThat(SampleUnits.array(readHevc.getFirst().bytes()))
                .isEqualTo(SampleUnits.hex("00000001460150" + "000000012601afff"));
        assertThat(((Picture) readHevc.getFirst()).codec()).isEqualTo(VideoCodec.HEVC);
        assertThat(((Picture) readHevc.getFirst()).keyframe()).isTrue();
    }

    @Test
    void countersRunOnOverSegmentsOfOneMuxerAndTablesNameTheirVersion() {
        var muxer = new TsMuxer(PICTURES);
        var out = new TsBuffer(0);
        var units = new ArrayList<AccessUnit>();
        for (int segment = 0; segment < 20; segment++) {
            muxer.begin(segment < 10 ? PICTURES : BOTH, out);
            var picture = SampleUnits.keyframe(segment * 9000L, segment * 9000L, 70_000 + segment * 188);
            muxer.write(picture, out);
            units.add(picture);
        }

        byte[] bytes = SampleUnits.array(out.take());
        var next = new int[0x2000];
        for (int at = 0; at < bytes.length; at += 188) {
            int pid = (bytes[at + 1] & 0x1f) << 8 | (bytes[at + 2] & 0xff);
            assertThat(bytes[at]).isEqualTo((byte) 0x47);
            assertThat(bytes[at + 3] & 0xf).isEqualTo(next[pid]++ % 16);
        }
        assertSame(demuxed(MediaBytes.owning(bytes)), units);
    }

    @Test
    void theClockLeadsDecodingAndKeyframesAreMarked() {
        byte[] bytes = SampleUnits.array(muxed(PICTURES, List.of(SampleUnits.keyframe(96_000, 90_000, 500))));
        int picture = 2 * 188;

        long clock = ByteBuffer.wrap(bytes).getLong(picture + 6) >>> 31;

        assertThat(bytes[picture + 5]).isEqualTo((byte) 0x50);
        assertThat(clock).isEqualTo(90_000 - TsMuxer.CLOCK_LEAD_TICKS);
    }

    @Test
    void refusesUnitsThatTheTablesDoNotAnnounce() {
        assertThatThrownBy(() -> muxed(PICTURES, List.of(SampleUnits.sound(0, 100))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> muxed(TsStreams.ofPictures(VideoCodec.HEVC), List.of(SampleUnits.picture(0, 0, 100))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> muxed(BOTH, List.of(SampleUnits.opus(0, 100))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> muxed(
                        TsStreams.ofSound(SoundCodec.OPUS),
                        List.of(SampleUnits.opus(0, OpusHeader.MAX_PACKET_BYTES + 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TsStreams.ofPictures(VideoCodec.VP8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TsStreams(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Two seconds with B-frames, sound, and pictures beyond 65,535 bytes. */
    static List<AccessUnit> stream(long begin) {
        var units = new ArrayList<AccessUnit>();
        for (int i = 0; i < 60; i++) {
            long decoding = begin + i * 3000L;
            long presentation = decoding + (i % 3 == 1 ? 9000 : i % 3 == 2 ? 0 : 3000);
            units.add(
                    i % 30 == 0
                            ? SampleUnits.keyframe(presentation, decoding, 120_000)
                            : SampleUnits.picture(presentation, decoding, 500 + i * 211));
            units.add(SampleUnits.sound(decoding + 100, 300 + i));
        }
        return units;
    }

    static MediaBytes muxed(TsStreams streams, List<? extends AccessUnit> units) {
        var muxer = new TsMuxer(streams);
        var out = new TsBuffer(0);
        muxer.begin(streams, out);
        units.forEach(unit -> muxer.write(unit, out));
        return out.take();
    }

    static List<AccessUnit> demuxed(MediaBytes bytes) {
        var demuxer = new TsDemuxer();
        var units = new ArrayList<>(demuxer.feed(bytes.asByteBuffer()));
        units.addAll(demuxer.finish());
        return units;
    }

    /** The same pictures and the same sounds, each in their order. */
    static void assertSame(List<AccessUnit> actual, List<AccessUnit> expected) {
        for (Class<? extends AccessUnit> kind : List.of(Picture.class, Sound.class)) {
            var read = actual.stream().filter(kind::isInstance).toList();
            var written = expected.stream().filter(kind::isInstance).toList();
            assertThat(read).hasSameSizeAs(written);
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i))
                        .usingRecursiveComparison()
                        .ignoringFields("bytes")
                        .isEqualTo(written.get(i));
                assertThat(SampleUnits.array(read.get(i).bytes()))
                        .isEqualTo(SampleUnits.array(written.get(i).bytes()));
            }
        }
    }
}
