package io.headrace.wire.multipart;

/** A body that came whole and makes no sense, or is larger than it may be. Its message is for whoever sent it. */
public final class GarbledPartsException extends Exception {
    private static final long serialVersionUID = 1L;

    public GarbledPartsException(String message) {
        super(message);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
