package io.headrace.models.frame.onnx;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Between which values the samples of a model of floats lie: black and white. */
public enum SampleRange {
    UNIT("0..1", 0, 1),
    BYTE("0..255", 0, 255),
    SIGNED("-1..1", -1, 1);

    private final String text;
    private final float black;
    private final float white;

    SampleRange(String text, float black, float white) {
        this.text = text;
        this.black = black;
        this.white = white;
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(SampleRange::text).toList();
    }

    static SampleRange named(String text) {
        return Arrays.stream(values())
                .filter(range -> range.text.equals(text))
                .findFirst()
                .orElseThrow();
    }

    String text() {
        return text;
    }

    /** From 0..1, in place. */
    void toModel(FloatBuffer samples) {
        if (this != UNIT) {
            for (int i = 0; i < samples.limit(); i++) {
                samples.put(i, black + samples.get(i) * (white - black));
            }
        }
    }

    /** To 0..1, in place. */
    void fromModel(FloatBuffer samples) {
        if (this != UNIT) {
            for (int i = 0; i < samples.limit(); i++) {
                samples.put(i, (samples.get(i) - black) / (white - black));
            }
        }
    }
}
