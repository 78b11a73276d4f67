package io.headrace.models.frame;

import java.util.List;
import java.util.function.Supplier;

/** Pipelines of which it is plain what they do. */
record HandmadePipeline(Supplier<FrameTransform> maker) implements FramePipeline {

    /** Has pictures brought into planes and back, and does nothing to them. */
    static HandmadePipeline looking() {
        return new HandmadePipeline(() -> new Handmade(0, 0) {
            @Override
            public Frame apply(Frame in) {
                return in;
            }
        });
    }

    /** Gives back the same picture in memory of its own. */
    static HandmadePipeline copying() {
        return new HandmadePipeline(() -> new Handmade(1, 1) {
            @Override
            public Frame apply(Frame in) {
                sized(in.width(), in.height()).copyFrom(in);
                return out;
            }
        });
    }

    /** Middle grey, whatever comes in. */
    static HandmadePipeline grey(int width, int height) {
        return new HandmadePipeline(() -> new Handmade(width, height) {
            @Override
            public Frame apply(Frame in) {
                var buffer = out.buffer();
                while (buffer.hasRemaining()) {
                    buffer.put(0.5f);
                }
                return out;
            }
        });
    }

    @Override
    public String model() {
        return "handmade";
    }

    @Override
    public Kind kind() {
        return Kind.DEMO;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public FrameTransform open(String parametersJson) {
        return maker.get();
    }

    private abstract static class Handmade implements FrameTransform {
        Frame out;

        Handmade(int width, int height) {
            out = Frame.allocate(Math.max(1, width), Math.max(1, height));
        }

        Frame sized(int width, int height) {
            if (!out.hasSize(width, height)) {
                out.close();
                out = Frame.allocate(width, height);
            }
            return out;
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
