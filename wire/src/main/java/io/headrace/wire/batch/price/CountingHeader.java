package io.headrace.wire.batch.price;

import java.util.Optional;

/**
 * By which gateways of ours tell orchestrators of ours that both count alike: {@code Headrace-Counting: own}. Others
 * neither send nor read it.
 */
public final class CountingHeader {

    public static final String NAME = "Headrace-Counting";

    /** Stands for {@link Counting#OWN}. */
    public static final String OWN = "own";

    private CountingHeader() {}

    /**
     * How a request is to be counted.
     *
     * @param value of the header, if it came
     */
    public static Counting read(Optional<String> value) {
        return value.filter(OWN::equals).isPresent() ? Counting.OWN : Counting.EXISTING_GATEWAY;
    }
}
