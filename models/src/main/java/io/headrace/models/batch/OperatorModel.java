package io.headrace.models.batch;

import io.headrace.models.frame.Kind;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.frame.onnx.OnnxPipeline;
import java.io.IOException;

/** What is said of a model that lies in the operator's directory: what its {@code model.json} says, and the hash of its file. */
public final class OperatorModel {

    private OperatorModel() {}

    /** @throws EngineException when its files cannot be read */
    public static EngineManifest manifest(OnnxPipeline model, String pipeline) throws EngineException {
        try {
            var said = model.manifest();
            return new EngineManifest(
                    model.model(),
                    pipeline,
                    Kind.REAL,
                    said.name().orElse("the operator's directory"),
                    said.licence().orElse("the operator does not say"),
                    "the operator does not say",
                    "not measured",
                    model.contentHash());
        } catch (ParametersRefused | IOException e) {
            throw new EngineException("Model " + model.model() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
