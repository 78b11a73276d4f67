package io.headrace.models.frame.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.FrameScaler;
import io.headrace.models.frame.FrameTransform;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Shows each frame to a model. The model reads the frame's own memory and writes into memory that is used again for each picture;
 * how large its picture is, is learnt by running it once for every new size.
 */
public final class OnnxTransform implements FrameTransform {

    private static final long MAX_PIXELS = 4096L * 2304;

    private final String model;
    private final OrtSession session;
    private final TensorForm input;
    private final TensorForm output;
    private final SampleRange range;
    private final FrameScaler scaler = new FrameScaler();
    private Optional<PictureTensor> in = Optional.empty();
    private Optional<PictureTensor> out = Optional.empty();

    private OnnxTransform(String model, OrtSession session, TensorForm input, TensorForm output, SampleRange range) {
        this.model = model;
        this.session = session;
        this.input = input;
        this.output = output;
        this.range = range;
    }

    /**
     * @param model its id, for messages
     * @param threads that compute beside each other
     */
    static OnnxTransform open(String model, Path file, SampleRange range, int threads) throws ModelException {
        try (var options = options(threads)) {
            return over(model, Ort.ENVIRONMENT.createSession(file.toString(), options), range);
        } catch (OrtException e) {
            throw new ModelException("it is no model that ONNX Runtime can load: " + withoutPath(e, file), e);
        }
    }

    /**
     * A model that is in memory, of samples between 0 and 1.
     *
     * @param model its id, for messages
     * @param threads that compute beside each other
     */
    public static OnnxTransform open(String model, byte[] file, int threads) throws ModelException {
        try (var options = options(threads)) {
            return over(model, Ort.ENVIRONMENT.createSession(file, options), SampleRange.UNIT);
        } catch (OrtException e) {
            throw new ModelException("it is no model that ONNX Runtime can load: " + e.getMessage(), e);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static OnnxTransform over(String model, OrtSession session, SampleRange range) throws ModelException {
        try {
            return of(model, session, range);
        } catch (OrtException | ModelException e) {
            shut(session);
            throw new ModelException("it makes no pictures of pictures: " + e.getMessage(), e);
        }
    }

    /** Messages reach strangers, who need not know how this machine's directories are called. */
    private static String withoutPath(OrtException e, Path file) {
        return String.valueOf(e.getMessage())
                .replace(file.toString(), file.getFileName().toString());
    }

    private static OnnxTransform of(String model, OrtSession session, SampleRange range)
            throws OrtException, ModelException {
        var inputs = session.getInputInfo().values();
        var outputs = session.getOutputInfo().values();
        if (inputs.size() != 1 || outputs.size() != 1) {
            throw new ModelException(
                    "it has " + inputs.size() + " inputs and " + outputs.size() + " outputs; one of each is wanted");
        }
        return new OnnxTransform(
                model,
                session,
                TensorForm.of("input", inputs.iterator().next()),
                TensorForm.of("output", outputs.iterator().next()),
                range);
    }

    /** How wide a picture of that width is shown to the model. */
    public int widthFor(int given) {
        return input.widthFor(given);
    }

    /** How high a picture of that height is shown to the model. */
    public int heightFor(int given) {
        return input.heightFor(given);
    }

    @Override
    public Frame apply(Frame frame) throws FrameException {
        var shown = scaler.scale(frame, input.widthFor(frame.width()), input.heightFor(frame.height()));
        try {
            if (in.isEmpty() || in.get().frame() != shown) {
                bind(shown);
            }
            var from = in.orElseThrow();
            var to = out.orElseThrow();
            from.write();
            session.run(Map.of(input.name(), from.tensor()), Map.of(output.name(), to.tensor()))
                    .close();
            to.read();
            to.frame().presentAt(frame.presentation());
            return to.frame();
        } catch (OrtException e) {
            throw new FrameException(
                    "Model " + model + " failed at a picture of " + shown.width() + "x" + shown.height() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private void bind(Frame shown) throws OrtException, FrameException {
        unbind();
        in = Optional.of(PictureTensor.over(shown, input, range));
        out = Optional.of(PictureTensor.over(made(), output, range));
    }

    /** Memory for what the model makes of pictures of this size. */
    private Frame made() throws OrtException, FrameException {
        try (var result = session.run(Map.of(input.name(), in.orElseThrow().tensor()))) {
            long[] shape = ((OnnxTensor) result.get(0)).getInfo().getShape();
            boolean planar = output.layout() == TensorForm.Layout.PLANAR;
            long height = shape[planar ? 2 : 1];
            long width = shape[planar ? 3 : 2];
            boolean picture = shape[0] == 1 && shape[planar ? 1 : 3] == Frame.PLANES;
            if (!picture || height < 1 || width < 1 || height > MAX_PIXELS / width) {
                throw new FrameException("Model " + model + " made " + Arrays.toString(shape)
                        + ", which is no picture of at most " + MAX_PIXELS + " pixels.");
            }
            return Frame.allocate((int) width, (int) height);
        }
    }

    private void unbind() {
        in.ifPresent(PictureTensor::close);
        in = Optional.empty();
        out.ifPresent(tensor -> {
            tensor.close();
            tensor.frame().close();
        });
        out = Optional.empty();
    }

    @Override
    public void close() {
        unbind();
        scaler.close();
        shut(session);
    }

    private static void shut(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("A session of ONNX Runtime cannot be closed", e);
        }
    }
}
