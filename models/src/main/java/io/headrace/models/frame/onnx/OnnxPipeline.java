package io.headrace.models.frame.onnx;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One model of the operator's. It is loaded anew for each stream, so that a file that was replaced is taken up by the next. */
public final class OnnxPipeline implements FramePipeline {

    private final String model;
    private final Path directory;
    private final int threads;

    OnnxPipeline(String model, Path directory, int threads) {
        this.model = model;
        this.directory = directory;
        this.threads = threads;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Kind kind() {
        return Kind.REAL;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    /** @throws ParametersRefused also when the model cannot be used, with what is wrong with its file */
    @Override
    public FrameTransform open(String parametersJson) throws ParametersRefused {
        Parameters.of(parametersJson, parameters());
        try {
            return open();
        } catch (ModelException e) {
            throw refused(e);
        }
    }

    /** @return to be closed by the caller */
    public OnnxTransform open() throws ModelException {
        return OnnxTransform.open(model, file(), ModelManifest.read(directory).range(), threads);
    }

    @Override
    public boolean update(FrameTransform running, String parametersJson) throws ParametersRefused {
        Parameters.of(parametersJson, parameters());
        return true;
    }

    /** @throws ParametersRefused when what the operator says of it cannot be used */
    public ModelManifest manifest() throws ParametersRefused {
        try {
            return ModelManifest.read(directory);
        } catch (ModelException e) {
            throw refused(e);
        }
    }

    private ParametersRefused refused(ModelException e) {
        return new ParametersRefused(
                "Model " + model + " (" + OnnxModels.FILE + ") cannot be used: " + e.getMessage(), e);
    }

    private Path file() {
        return directory.resolve(OnnxModels.FILE);
    }

    /** SHA-256 of the model's file, in hexadecimal: which weights were used, whatever they are called. */
    public String contentHash() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Files.copy(file(), new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
