package io.headrace.models.frame.onnx;

/** A model cannot be used as it lies there. The message names the file and what is wrong with it. */
public final class ModelException extends Exception {
    ModelException(String message) {
        super(message);
    }

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
