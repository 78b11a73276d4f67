package io.headrace.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaBytes;
import io.headrace.media.SampleUnits;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NalUnitsTest {

    @Test
    void walksOverStartCodesOfThreeAndFourBytes() {
        assertThat(units("00000109f0" + "000000016742" + "0000016801" + "0000000001" + "6588"))
                .containsExactly("09f0", "6742", "6801", "6588");
    }

    @Test
    void leavesOutZerosBehindAUnitAndBytesBeforeTheFirst() {
        assertThat(units("ffee" + "0000016588000000" + "000001419a")).containsExactly("6588", "419a");
    }

    @Test
    void findsNothingWithoutAStartCode() {
        assertThat(units("")).isEmpty();
        assertThat(units("0000")).isEmpty();
        assertThat(units("ffffffffff")).isEmpty();
        assertThat(units("000001")).isEmpty();
    }

    @Test
    void tellsKindsByTheFirstByte() {
        assertThat(List.of(0x65, 0x41, 0x67, 0x68, 0x09, 0x06))
                .map(type -> NalKind.of(VideoCodec.H264, type))
                .containsExactly(
                        NalKind.KEY_SLICE,
                        NalKind.SLICE,
                        NalKind.SEQUENCE_PARAMETERS,
                        NalKind.OTHER_PARAMETERS,
                        NalKind.DELIMITER,
                        NalKind.OTHER);
        assertThat(List.of(0x26, 0x2a, 0x02, 0x42, 0x40, 0x46, 0x4e))
                .map(type -> NalKind.of(VideoCodec.HEVC, type))
                .containsExactly(
                        NalKind.KEY_SLICE,
                        NalKind.KEY_SLICE,
                        NalKind.SLICE,
                        NalKind.SEQUENCE_PARAMETERS,
                        NalKind.OTHER_PARAMETERS,
                        NalKind.DELIMITER,
                        NalKind.OTHER);
    }

    @Test
    void parameterSetsAreEqualWhenTheirBytesAre() {
        var first = ParameterSets.inFrontOf(SampleUnits.keyframe(0, 0, 500));
        var same = ParameterSets.inFrontOf(SampleUnits.keyframe(9000, 9000, 900));
        var other = ParameterSets.inFrontOf(SampleUnits.keyframe(SampleUnits.SETS_640X360, 0, 0, 500));

        assertThat(first).isPresent().isEqualTo(same).isNotEqualTo(other);
        assertThat(ParameterSets.inFrontOf(SampleUnits.picture(0, 0, 500))).isEmpty();
    }

    @Test
    void setsBehindTheFirstSliceDoNotCount() {
        var late = MediaBytes.owning(SampleUnits.hex("0000000165ff" + SampleUnits.SETS_160X90));

        assertThat(ParameterSets.inFront(VideoCodec.H264, late)).isEmpty();
    }

    private static List<String> units(String annexB) {
        var cursor = new NalCursor(ByteBuffer.wrap(SampleUnits.hex(annexB)));
        var units = new ArrayList<String>();
        while (cursor.next()) {
            ByteBuffer unit = cursor.unit();
            byte[] bytes = new byte[unit.remaining()];
            unit.get(bytes);
            units.add(HexFormat.of().formatHex(bytes));
        }
        return units;
    }
}
