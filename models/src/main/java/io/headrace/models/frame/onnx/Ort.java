package io.headrace.models.frame.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/** ONNX Runtime, loaded at the first model. What goes wrong is told by exceptions, so it writes no log of its own. */
final class Ort {

    static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "headrace");

    private Ort() {}
}
