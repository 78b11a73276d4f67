package io.headrace.wire.delivery;

/** A delivery that came whole and makes no sense. The same bytes will never make any; its message is for the worker. */
public final class GarbledDeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    GarbledDeliveryException(String message) {
        super(message);
    }
}
