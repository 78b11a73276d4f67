package io.headrace.rtmp.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit;
import io.headrace.media.VideoCodec;
import io.headrace.rtmp.codec.ProtocolViolation;
import io.headrace.rtmp.fixture.Units;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitAssemblyTest {
    private static final String HEADER = "17 00 000000  01 42001e ff e1 0002 6711 01 0002 6822";
    private static final String OTHER_HEADER = "17 00 000000  01 42001e ff e1 0002 6733 01 0002 6844";
    private static final String KEYFRAME = "17 01 000000  00000002 65aa";
    private static final String BETWEEN = "27 01 000000  00000002 41bb";
    private static final String HEVC_HEADER = "90 68766331  01" + "00".repeat(20)
            + "ff 04  20 0001 0002 4011  21 0001 0002 4222  22 0001 0002 4433  27 0001 0002 4e44";

    private final UnitAssembly assembly = new UnitAssembly();

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private Optional<AccessUnit> video(int ms, String hex) throws ProtocolViolation {
        return assembly.video(ms, bytes(hex));
    }

    private AccessUnit.Picture picture(int ms, String hex) throws ProtocolViolation {
        return (AccessUnit.Picture) video(ms, hex).orElseThrow();
    }

    private static String hex(AccessUnit unit) {
        var buffer = unit.bytes().asByteBuffer();
        var copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    @Test
    void putsParameterSetsInFrontOfEachKeyframe() throws ProtocolViolation {
        assertThat(video(0, HEADER)).isEmpty();

        for (int i = 0; i < 2; i++) {
            var keyframe = picture(10, KEYFRAME);
            assertThat(keyframe.keyframe()).isTrue();
            assertThat(hex(keyframe)).isEqualTo("00000001671100000001682200000001" + "65aa");
        }
        var between = picture(20, BETWEEN);
        assertThat(between.keyframe()).isFalse();
        assertThat(hex(between)).isEqualTo("0000000141bb");
    }

    @Test
    void leavesADelimiterInFront() throws ProtocolViolation {
        video(0, HEADER);

        assertThat(hex(picture(0, "17 01 000000  00000002 09f0 00000002 65aa")))
                .isEqualTo("0000000109f0" + "000000016711" + "000000016822" + "0000000165aa");
    }

    @Test
    void leavesAKeyframeAloneThatBringsItsOwnParameterSets() throws ProtocolViolation {
        video(0, HEADER);

        assertThat(hex(picture(0, "17 01 000000  00000002 6799 00000002 6898 00000002 65aa")))
                .isEqualTo("000000016799" + "000000016898" + "0000000165aa");
    }

    @Test
    void dropsPicturesUntilAHeaderAndAKeyframeCame() throws ProtocolViolation {
        assertThat(video(0, KEYFRAME)).isEmpty();
        assertThat(video(1, HEADER)).isEmpty();
        assertThat(video(2, BETWEEN)).isEmpty();
        assertThat(video(3, KEYFRAME)).isPresent();
        assertThat(video(4, BETWEEN)).isPresent();
    }

    @Test
    void usesANewHeaderFromTheNextKeyframeOn() throws ProtocolViolation {
        video(0, HEADER);
        video(0, KEYFRAME);
        video(1, OTHER_HEADER);

        assertThat(hex(picture(1, BETWEEN))).isEqualTo("0000000141bb");
        assertThat(hex(picture(2, KEYFRAME))).startsWith("000000016733" + "000000016844");
    }

    @Test
    void takesHevcAndLeavesOutItsOtherArrays() throws ProtocolViolation {
        video(0, HEVC_HEADER);

        var keyframe = picture(40, "91 68766331 000028  00000003 2601aa");
        assertThat(keyframe.codec()).isEqualTo(VideoCodec.HEVC);
        assertThat(keyframe.presentation()).isEqualTo(Units.at(80));
        assertThat(hex(keyframe)).isEqualTo("000000014011" + "000000014222" + "000000014433" + "000000012601aa");
        var later = picture(80, "a3 68766331  00000003 0201bb");
        assertThat(later.presentation()).isEqualTo(Units.at(80));
        assertThat(later.keyframe()).isFalse();
    }

    @Test
    void changesTheCodecAtAKeyframe() throws ProtocolViolation {
        video(0, HEADER);
        video(0, KEYFRAME);
        video(0, HEVC_HEADER);

        assertThat(picture(40, "93 68766331  00000003 2601aa").codec()).isEqualTo(VideoCodec.HEVC);
        assertThatThrownBy(() -> video(80, BETWEEN)).hasMessageContaining("H264 where its sequence header was of HEVC");
    }

    @Test
    void addsTheCompositionTimeWhichMayBeNegative() throws ProtocolViolation {
        video(0, HEADER);
        video(100, KEYFRAME);

        var shownLater = picture(133, "27 01 000042  00000002 41bb");
        assertThat(shownLater.decoding()).isEqualTo(Units.at(133));
        assertThat(shownLater.presentation()).isEqualTo(Units.at(199));
        assertThat(picture(166, "27 01 ffffff  00000002 41bb").presentation()).isEqualTo(Units.at(165));
    }

    @Test
    void unrollsTheTimeThatBeginsAgainAndPassesOnTimeThatGoesBack() throws ProtocolViolation {
        video(0xffff_fff0, HEADER);

        assertThat(picture(0xffff_fff0, KEYFRAME).decoding()).isEqualTo(Units.at(0xffff_fff0L));
        assertThat(picture(0x11, KEYFRAME).decoding()).isEqualTo(Units.at(0x1_0000_0011L));
        assertThat(picture(0xffff_fff8, KEYFRAME).decoding()).isEqualTo(Units.at(0xffff_fff8L));
        assertThat(picture(0x20, KEYFRAME).decoding()).isEqualTo(Units.at(0x1_0000_0020L));
        assertThat(picture(0x10, KEYFRAME).decoding()).isEqualTo(Units.at(0x1_0000_0010L));
    }

    @Test
    void passesOverWhatIsNoPicture() throws ProtocolViolation {
        video(0, HEADER);

        assertThat(video(0, "")).isEmpty();
        assertThat(video(0, "17 02 000000")).isEmpty();
        assertThat(video(0, "57 00")).isEmpty();
        assertThat(video(0, "92 68766331")).isEmpty();
        assertThat(video(0, "94 68766331 aabb")).isEmpty();
        assertThat(video(0, "17 01 000000")).isEmpty();
        assertThat(video(0, "17 01 000000 00000000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17", // nothing behind the first byte
                "17 00 0000",
                "17 00 000000 01 42001e ff e1 0009 6711", // a parameter set that is too long
                "17 00 000000 01 42001e ff e0 00", // no parameter set
                "17 00 000000 01 42001e ff ff",
                "90 6876",
                "90 68766331 01",
                "96 68766331", // several tracks
            })
    void refusesMalformedVideo(String hex) {
        assertThatThrownBy(() -> video(0, hex)).isInstanceOf(ProtocolViolation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17 01 000000 00000009 65aa", "17 01 000000 ffffffff 65aa", "17 01 000000 0000"})
    void refusesUnitsThatDoNotFit(String hex) throws ProtocolViolation {
        video(0, HEADER);

        assertThatThrownBy(() -> video(0, hex)).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void refusesAHeaderThatWouldMakeMuchOfLittle() {
        var longHeader = ByteBuffer.allocate(70_000).put(bytes("17 00 000000")).rewind();

        assertThatThrownBy(() -> assembly.video(0, longHeader)).hasMessageContaining("at most 65536 are taken");
    }

    @ParameterizedTest
    @CsvSource({
        "22, Sorenson H.263",
        "14, VP6",
        "1c, HEVC as codec id 12",
        "90 61763031, AV1",
        "91 76703039, VP9",
        "91 00410a7f, '''?A??'''"
    })
    void namesTheVideoCodecThatIsNotTaken(String hex, String name) {
        assertThatThrownBy(() -> video(0, hex))
                .hasMessage("Video coded as " + name + " is not taken; send H.264, and HEVC by enhanced RTMP");
    }

    @ParameterizedTest
    @CsvSource({"2f, MP3", "b6, Speex", "0f, PCM", "df, format 13", "90 4f707573, Opus", "91 664c6143, FLAC"})
    void namesTheSoundCodecThatIsNotTaken(String hex, String name) {
        assertThatThrownBy(() -> assembly.sound(0, bytes(hex)))
                .hasMessage("Sound coded as " + name + " is not taken; send AAC");
    }

    @ParameterizedTest
    @CsvSource({
        "af00 1190, fff14c80011ffcaa", // LC, 48 kHz, stereo
        "af00 1208, fff15040011ffcaa", // LC, 44.1 kHz, mono
        "af00 2b098800, fff15840011ffcaa", // HE-AAC of 48 kHz, mono: its core is LC of 24 kHz
        "90 6d703461 1190, fff14c80011ffcaa", // by enhanced RTMP
    })
    void writesAnAdtsHeaderThatSaysWhatTheConfigurationSaid(String config, String frame) throws ProtocolViolation {
        assertThat(assembly.sound(0, bytes("af01 aa")))
                .as("before its configuration")
                .isEmpty();
        assertThat(assembly.sound(0, bytes(config))).isEmpty();

        var sound = assembly.sound(21, bytes("af01 aa")).orElseThrow();

        assertThat(sound.presentation()).isEqualTo(Units.at(21));
        assertThat(hex(sound)).isEqualTo(frame);
    }

    @Test
    void writesTheLengthOfAFrameIntoItsHeader() throws ProtocolViolation {
        assembly.sound(0, bytes("af00 1190"));
        var raw = ByteBuffer.allocate(2 + 8_184).put(bytes("af01")).rewind();

        assertThat(hex(assembly.sound(0, raw).orElseThrow()))
                .startsWith("fff14c83fffffc")
                .hasSize(2 * 8_191);
    }

    @Test
    void refusesAFrameThatNoHeaderCanMeasure() throws ProtocolViolation {
        assembly.sound(0, bytes("af00 1190"));
        var raw = ByteBuffer.allocate(2 + 8_185).put(bytes("af01")).rewind();

        assertThatThrownBy(() -> assembly.sound(0, raw)).hasMessageContaining("8185 bytes; at most 8184 are taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"af", "af00", "af00 11", "af00 1180", "af00 3990", "af00 1790 0000", "95 6d703461"})
    void refusesSoundThatItCannotDescribe(String hex) {
        assertThatThrownBy(() -> assembly.sound(0, bytes(hex))).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void survivesNoise() {
        var chance = new Random(3);
        var starts = new String[] {"", "1700000000014200", "1701000000", "9068766331", "9168766331", "af00", "af01"};
        for (int round = 0; round < 20_000; round++) {
            var start = bytes(starts[chance.nextInt(starts.length)]);
            var noise = new byte[start.remaining() + chance.nextInt(40)];
            chance.nextBytes(noise);
            start.get(noise, 0, start.remaining());
            try {
                assembly.video(chance.nextInt(), ByteBuffer.wrap(noise));
                assembly.sound(chance.nextInt(), ByteBuffer.wrap(noise));
            } catch (ProtocolViolation expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
