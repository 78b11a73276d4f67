package io.headrace.admission.live;

/**
 * What has come from a session's gateway since it began.
 *
 * @param bytes of its input, of any kind
 * @param pixels width times height of each coded picture
 * @param words said on its control channel, each of which is a sign that the session is still wanted
 */
public record Flow(long bytes, long pixels, long words) {

    public static final Flow NONE = new Flow(0, 0);

    public Flow {
        if (bytes < 0 || pixels < 0 || words < 0) {
            throw new IllegalArgumentException(
                    "A flow of " + bytes + " bytes, " + pixels + " pixels, " + words + " words");
        }
    }

    /** Of which nothing was said. */
    public Flow(long bytes, long pixels) {
        this(bytes, pixels, 0);
    }

    public Flow plus(long moreBytes, long morePixels) {
        return new Flow(bytes + moreBytes, pixels + morePixels, words);
    }

    public Flow withWords(long inAll) {
        return new Flow(bytes, pixels, inAll);
    }
}
