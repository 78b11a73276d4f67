package io.headrace.wire.delivery;

/**
 * How much of a delivery is read.
 *
 * @param parts at most, renditions and hashes together
 * @param bytes of all parts together
 * @param errorBytes of the text of an error
 */
public record DeliveryLimits(int parts, long bytes, int errorBytes) {

    /** Ten renditions and their hashes; twice the largest source of the network. */
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(20, 600_000_000, 4_096);

    public DeliveryLimits {
        if (parts < 1 || bytes < 1 || errorBytes < 1) {
            throw new IllegalArgumentException(
                    "A delivery of " + parts + " parts, " + bytes + " bytes, errors of " + errorBytes + " bytes");
        }
    }
}
