package io.headrace.models.frame.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.headrace.models.frame.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A frame as a tensor of a model: the frame's own memory where the forms agree, packed bytes beside it where they do not. */
sealed interface PictureTensor extends AutoCloseable {

    static PictureTensor over(Frame frame, TensorForm form, SampleRange range) throws OrtException {
        return switch (form.layout()) {
            case PLANAR -> new Planar(frame, form, range);
            case PACKED -> new Packed(frame, form);
        };
    }

    Frame frame();

    OnnxTensor tensor();

    /** From the frame into the tensor. */
    void write();

    /** From the tensor into the frame. */
    void read();

    /** The frame is not closed. */
    @Override
    default void close() {
        tensor().close();
    }

    /** The frame's own samples; in a range other than the frame's they are changed in place. */
    record Planar(Frame frame, OnnxTensor tensor, FloatBuffer samples, SampleRange range) implements PictureTensor {
        Planar(Frame frame, TensorForm form, SampleRange range) throws OrtException {
            this(
                    frame,
                    OnnxTensor.createTensor(Ort.ENVIRONMENT, frame.buffer(), form.shape(frame.width(), frame.height())),
                    frame.buffer(),
                    range);
        }

        @Override
        public void write() {
            range.toModel(samples);
        }

        @Override
        public void read() {
            range.fromModel(samples);
        }
    }

    /** Bytes in the order red, green, blue for each pixel. */
    record Packed(Frame frame, OnnxTensor tensor, ByteBuffer bytes, FloatBuffer samples) implements PictureTensor {
        private static final float WHITE = 255f;

        Packed(Frame frame, TensorForm form) throws OrtException {
            this(
                    frame,
                    form,
                    ByteBuffer.allocateDirect(Frame.PLANES * frame.pixels()).order(ByteOrder.nativeOrder()));
        }

        private Packed(Frame frame, TensorForm form, ByteBuffer bytes) throws OrtException {
            this(
                    frame,
                    OnnxTensor.createTensor(
                            Ort.ENVIRONMENT, bytes, form.shape(frame.width(), frame.height()), OnnxJavaType.UINT8),
                    bytes,
                    frame.buffer());
        }

        @Override
        public void write() {
            int pixels = frame.pixels();
            for (int plane = 0; plane < Frame.PLANES; plane++) {
                for (int i = 0, to = plane; i < pixels; i++, to += Frame.PLANES) {
                    float value = Math.min(1f, Math.max(0f, samples.get(plane * pixels + i)));
                    bytes.put(to, (byte) (int) (value * WHITE + 0.5f));
                }
            }
        }

        @Override
        public void read() {
            int pixels = frame.pixels();
            for (int plane = 0; plane < Frame.PLANES; plane++) {
                for (int i = 0, from = plane; i < pixels; i++, from += Frame.PLANES) {
                    samples.put(plane * pixels + i, (bytes.get(from) & 0xff) / WHITE);
                }
            }
        }
    }
}
