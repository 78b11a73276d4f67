package io.headrace.models.frame.filter;

import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FrameTransform;
import java.util.List;

/** A look that has a name: each colour becomes a sum of all three and a constant. */
record Look(String name, Sum red, Sum green, Sum blue) {

    static final List<Look> ALL = List.of(
            new Look(
                    "sepia",
                    new Sum(0.393f, 0.769f, 0.189f, 0),
                    new Sum(0.349f, 0.686f, 0.168f, 0),
                    new Sum(0.272f, 0.534f, 0.131f, 0)),
            new Look("cool", new Sum(0.9f, 0, 0, 0), new Sum(0, 1, 0, 0), new Sum(0, 0, 1, 0.08f)),
            new Look("warm", new Sum(1, 0, 0, 0.08f), new Sum(0, 1, 0, 0.02f), new Sum(0, 0, 0.9f, 0)),
            new Look("mono", Sum.LUMA, Sum.LUMA, Sum.LUMA),
            new Look("invert", new Sum(-1, 0, 0, 1), new Sum(0, -1, 0, 1), new Sum(0, 0, -1, 1)));

    static List<String> names() {
        return ALL.stream().map(Look::name).toList();
    }

    static Look named(String name) {
        return ALL.stream().filter(look -> look.name.equals(name)).findFirst().orElseThrow();
    }

    FrameTransform transform() {
        var rows = new PlaneRows();
        return new FrameTransform() {
            @Override
            public Frame apply(Frame in) {
                rows.change(in, Look.this::change);
                return in;
            }

            @Override
            public void close() {}
        };
    }

    private void change(float[] reds, float[] greens, float[] blues, int length) {
        for (int i = 0; i < length; i++) {
            float r = reds[i];
            float g = greens[i];
            float b = blues[i];
            reds[i] = red.of(r, g, b);
            greens[i] = green.of(r, g, b);
            blues[i] = blue.of(r, g, b);
        }
    }

    /** So much of each colour, and a constant; kept within 0 to 1. */
    record Sum(float ofRed, float ofGreen, float ofBlue, float constant) {
        static final Sum LUMA = new Sum(0.299f, 0.587f, 0.114f, 0);

        float of(float r, float g, float b) {
            return Math.min(1f, Math.max(0f, ofRed * r + ofGreen * g + ofBlue * b + constant));
        }
    }
}
