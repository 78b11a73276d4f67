package io.headrace.admission.live;

/**
 * What has come on a session's input since it began.
 *
 * @param bytes of any kind
 * @param pixels width times height of each coded picture
 */
public record Flow(long bytes, long pixels) {

    public static final Flow NONE = new Flow(0, 0);

    public Flow {
        if (bytes < 0 || pixels < 0) {
            throw new IllegalArgumentException("A flow of " + bytes + " bytes and " + pixels + " pixels");
        }
    }

    public Flow plus(long moreBytes, long morePixels) {
        return new Flow(bytes + moreBytes, pixels + morePixels);
    }
}
